package io.estop.paper.faults;

/** What the venue says wrongly of one symbol, while all else is right. */
public enum BadData {
  /** The bid is NaN, not a number, as JSON must not have it and some venues write it. */
  QUOTE_NAN,
  /** Both prices of the quote are 0. */
  QUOTE_ZERO,
  /** The bid is below 0. */
  QUOTE_NEGATIVE,
  /** The bid stands above the ask. */
  QUOTE_CROSSED,
  /** The quote is a day old. */
  QUOTE_STALE,
  /** There is no quote. */
  QUOTE_MISSING,
  /** The ask stands a tenth above what it is: true for all that anybody can tell, and wide. */
  QUOTE_WIDE,
  /** A hundredth of the sizes stands at the best prices. */
  QUOTE_THIN,
  /** Today's bar shows a hundred times what is traded. */
  BAR_BUSY,
  /** The quantity of the position is no number. */
  QUANTITY_NAN,
  /** The position is in a class of assets that nobody knows. */
  CLASS_UNKNOWN,
  /** The position is there, but quotes and orders know no such symbol. */
  SYMBOL_UNKNOWN,
  /** Orders in it are answered with status 500 and a page that is no JSON; none takes effect. */
  ORDER_GARBAGE
}
