package io.estop.liquidation;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that a test takes away: it refuses, or says nothing at all. */
final class BrittleSource implements DataSource {
  private final DataSource real;
  private volatile boolean down;
  private volatile CountDownLatch hung = new CountDownLatch(0);

  BrittleSource(DataSource real) {
    this.real = real;
  }

  void goDown() {
    down = true;
  }

  void hang() {
    hung = new CountDownLatch(1);
  }

  void comeBack() {
    down = false;
    hung.countDown();
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      hung.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", interrupted);
    }
    if (down) {
      throw new SQLTransientConnectionException("connection refused");
    }
    return real.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return real.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return real.isWrapperFor(type);
  }
}
