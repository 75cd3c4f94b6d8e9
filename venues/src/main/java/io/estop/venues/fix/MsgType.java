package io.estop.venues.fix;

/** Types of messages, FIX tag 35. */
final class MsgType {
  static final String REJECT = "3";
  static final String LOGOUT = "5";
  static final String LOGON = "A";
  static final String EXECUTION_REPORT = "8";
  static final String ORDER_CANCEL_REJECT = "9";
  static final String NEW_ORDER_SINGLE = "D";
  static final String ORDER_CANCEL_REQUEST = "F";
  static final String ORDER_STATUS_REQUEST = "H";
  static final String ORDER_MASS_CANCEL_REQUEST = "q";
  static final String ORDER_MASS_CANCEL_REPORT = "r";
  static final String ORDER_MASS_STATUS_REQUEST = "AF";
  static final String REQUEST_FOR_POSITIONS = "AN";
  static final String REQUEST_FOR_POSITIONS_ACK = "AO";
  static final String POSITION_REPORT = "AP";
  static final String MARKET_DATA_REQUEST = "V";
  static final String MARKET_DATA_SNAPSHOT = "W";
  static final String MARKET_DATA_REQUEST_REJECT = "Y";
  static final String SECURITY_STATUS_REQUEST = "e";
  static final String SECURITY_STATUS = "f";
  static final String TRADING_SESSION_STATUS_REQUEST = "g";
  static final String TRADING_SESSION_STATUS = "h";
  static final String COLLATERAL_INQUIRY = "BB";
  static final String COLLATERAL_INQUIRY_ACK = "BG";
  static final String COLLATERAL_REPORT = "BA";
  static final String BUSINESS_MESSAGE_REJECT = "j";

  private MsgType() {}
}
