package io.estop.model.trading;

import java.util.Arrays;
import java.util.Locale;

/** What kind of instrument; the words are those of Alpaca's API. */
public enum AssetClass {
  US_EQUITY,
  CRYPTO,
  US_OPTION;

  private static final AssetClass[] CLASSES = values();

  /** Returns the word in requests, files and rows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the class of that word.
   *
   * @throws IllegalArgumentException naming the word and the ones expected
   */
  public static AssetClass ofWord(String word) {
    return Arrays.stream(CLASSES)
        .filter(assetClass -> assetClass.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "asset class must be us_equity, crypto or us_option but was: " + word));
  }
}
