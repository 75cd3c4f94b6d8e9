package io.estop.model;

/** Why a stop begins: eight kinds of automatic trigger, four of people. */
public enum TriggerKind {
  DRAWDOWN,
  VOLATILITY_SPIKE,
  EXECUTION_ANOMALY,
  SYSTEM_HEALTH,
  RISK_LIMIT_BREACH,
  UNUSUAL_VOLUME,
  API_FAILURE,
  DATA_QUALITY,
  ADMINISTRATOR_COMMAND,
  DEAD_MANS_SWITCH,
  SCHEDULED_MAINTENANCE,
  REGULATORY_ACTION
}
