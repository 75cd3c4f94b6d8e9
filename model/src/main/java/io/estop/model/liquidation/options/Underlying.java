package io.estop.model.liquidation.options;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import java.util.List;

/**
 * What options and shares have in common. Roots of options leave out the dot of a class of shares
 * (BRK.B is BRKB there), and carry a digit where a split or merger has adjusted what a contract
 * delivers (AAPL1).
 */
public final class Underlying {
  private Underlying() {}

  /** Returns what the positions of one group have in common. */
  public static String of(Instrument instrument) {
    return instrument.underlying().replace(".", "");
  }

  /** Returns what an instrument may be, or deliver: an adjusted option also the plain shares. */
  public static List<String> allOf(Instrument instrument) {
    if (instrument.assetClass() == AssetClass.CRYPTO) {
      return List.of();
    }
    String root = of(instrument);
    int last = root.length() - 1;
    return instrument.isOption() && last > 0 && Character.isDigit(root.charAt(last))
        ? List.of(root, root.substring(0, last))
        : List.of(root);
  }
}
