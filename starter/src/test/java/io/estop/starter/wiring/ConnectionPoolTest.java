package io.estop.starter.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class ConnectionPoolTest {

  @Test
  void aFirstConnectionThatBreaksSpoilsNoLaterOne() throws IOException, SQLException {
    AtomicBoolean reachable = new AtomicBoolean();
    HikariConfig settings = settings();
    settings.setDataSource(source(reachable));
    settings.setMinimumIdle(0);
    settings.setConnectionTimeout(500);

    try (HikariDataSource pool = new HikariDataSource(settings)) {
      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
      reachable.set(true);

      try (Connection connection = pool.getConnection()) {
        assertThat(connection).isNotNull();
      }
    }
  }

  private static HikariConfig settings() throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("shipped", new ClassPathResource("application.yml"))
        .forEach(environment.getPropertySources()::addLast);
    HikariConfig settings = new HikariConfig();
    Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(settings)).get();
    return settings;
  }

  private static DataSource source(AtomicBoolean reachable) {
    return (DataSource)
        Proxy.newProxyInstance(
            ConnectionPoolTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getConnection" -> connection(reachable);
                  case "getLoginTimeout" -> 0;
                  default -> null;
                });
  }

  // Breaks at what needs a way to the server and back, and knows the four levels that there are.
  private static Connection connection(AtomicBoolean reachable) {
    return (Connection)
        Proxy.newProxyInstance(
            ConnectionPoolTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              boolean asks = method.getName().endsWith("TransactionIsolation");
              if (asks && !reachable.get()) {
                throw new SQLException("the server fell silent", "08006");
              }
              if (method.getName().equals("setTransactionIsolation")
                  && (int) arguments[0] != Connection.TRANSACTION_READ_COMMITTED) {
                throw new SQLException("level " + arguments[0] + " is not supported");
              }
              Class<?> type = method.getReturnType();
              if (type == boolean.class) {
                return method.getName().equals("isValid");
              }
              return type == int.class ? Connection.TRANSACTION_READ_COMMITTED : null;
            });
  }
}
