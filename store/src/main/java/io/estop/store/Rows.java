package io.estop.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments between Java and columns of type timestamptz, which keep microseconds. */
public final class Rows {
  private Rows() {}

  /** Returns the parameter for a timestamptz column. */
  public static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  /** Returns the moment in a column that is never null. */
  public static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  /** Returns the moment in a column, empty where it is null. */
  public static Optional<Instant> momentIfAny(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
