package io.estop.venues.fix;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import quickfix.FieldMap;

/**
 * Instruments to and from FIX: the symbol as it is inside, OCC's 21 characters without blanks for
 * an option and a slash in a pair of coins.
 */
final class Instruments {

  private static final Pattern OPTION = Pattern.compile("[A-Z0-9.]{1,6}\\d{6}[CP]\\d{8}");
  private static final List<String> SHARES = List.of("CS", "PS", "ETF", "MF");
  private static final List<String> COINS = List.of("FXSPOT", "CRYPTO", "FOR");

  private Instruments() {}

  /** Writes an instrument into a request or one entry of its group. */
  static void write(Instrument instrument, FieldMap into) {
    into.setString(Tag.SYMBOL, instrument.symbol());
    switch (instrument.assetClass()) {
      case US_EQUITY -> into.setString(Tag.SECURITY_TYPE, "CS");
      case CRYPTO -> into.setString(Tag.SECURITY_TYPE, "FXSPOT");
      case US_OPTION -> writeOption(OptionContract.parse(instrument.symbol()), into);
    }
  }

  private static void writeOption(OptionContract contract, FieldMap into) {
    into.setString(Tag.SECURITY_TYPE, "OPT");
    boolean call = contract.right() == OptionContract.Right.CALL;
    into.setString(Tag.CFI_CODE, call ? "OCXXXX" : "OPXXXX");
    into.setString(Tag.MATURITY_DATE, contract.expiry().format(DateTimeFormatter.BASIC_ISO_DATE));
    into.setString(Tag.STRIKE_PRICE, contract.strike().stripTrailingZeros().toPlainString());
  }

  /**
   * Returns the instrument of a report. Its class is the venue's word, or where it says none, what
   * the form of the symbol tells.
   *
   * @throws MalformedMessageException when both disagree or nothing here trades such a thing
   */
  static Instrument read(Fields fields) {
    String symbol = fields.text(Tag.SYMBOL);
    AssetClass byForm = byForm(symbol);
    Optional<String> type = fields.optional(Tag.SECURITY_TYPE);
    if (type.isPresent() && byWord(fields, type.get()) != byForm) {
      throw fields.absurd(Tag.SECURITY_TYPE, "that of " + symbol + ", " + byForm.word() + ",");
    }
    try {
      return new Instrument(symbol, byForm);
    } catch (IllegalArgumentException notAnInstrument) {
      throw new MalformedMessageException(fields.what() + ": " + notAnInstrument.getMessage());
    }
  }

  private static AssetClass byForm(String symbol) {
    if (OPTION.matcher(symbol).matches()) {
      return AssetClass.US_OPTION;
    }
    return symbol.contains("/") ? AssetClass.CRYPTO : AssetClass.US_EQUITY;
  }

  private static AssetClass byWord(Fields fields, String word) {
    if (word.equals("OPT")) {
      return AssetClass.US_OPTION;
    }
    if (COINS.contains(word)) {
      return AssetClass.CRYPTO;
    }
    if (SHARES.contains(word)) {
      return AssetClass.US_EQUITY;
    }
    throw fields.absurd(Tag.SECURITY_TYPE, "one of OPT, " + SHARES + " and " + COINS);
  }
}
