package io.estop.starter.wiring;

import io.estop.gate.board.Board;
import io.estop.store.Database;
import io.estop.store.alarm.Alarms;
import io.estop.store.attribution.Attributions;
import io.estop.store.breaker.Breakers;
import io.estop.store.breaker.EquityMarks;
import io.estop.store.breaker.RuleRows;
import io.estop.store.breaker.Trips;
import io.estop.store.breakglass.BreakGlassRecords;
import io.estop.store.component.Components;
import io.estop.store.deadman.Switches;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.maintenance.Windows;
import io.estop.store.plan.Fills;
import io.estop.store.plan.Positions;
import io.estop.store.plan.Slices;
import io.estop.store.stop.Stops;
import io.estop.store.task.BookReadings;
import io.estop.store.task.Tasks;
import io.lettuce.core.RedisClient;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** PostgreSQL and the board. Nothing here connects before it is used. */
@Configuration(proxyBeanMethods = false)
@Import({
  Alarms.class,
  Attributions.class,
  BookReadings.class,
  BreakGlassRecords.class,
  Breakers.class,
  Components.class,
  EquityMarks.class,
  Fills.class,
  Flag.class,
  Ledger.class,
  Outbox.class,
  Positions.class,
  RuleRows.class,
  Slices.class,
  Stops.class,
  Switches.class,
  Tasks.class,
  Trips.class,
  Windows.class
})
class StoreWiring {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Database database(DataSource dataSource, EstopProperties properties) {
    return new Database(dataSource, properties.environmentId());
  }

  @Bean
  Board board(EstopProperties properties, LettuceConnectionFactory redis) {
    return Board.of(properties.environmentId(), (RedisClient) redis.getRequiredNativeClient());
  }
}
