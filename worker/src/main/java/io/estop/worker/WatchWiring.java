package io.estop.worker;

import io.estop.activities.breaker.BreakerActivitiesImpl;
import io.estop.activities.notice.GrafanaChannel;
import io.estop.activities.notice.NoticeActivitiesImpl;
import io.estop.activities.notice.NoticeChannel;
import io.estop.activities.notice.SlackChannel;
import io.estop.activities.recovery.BoardFollower;
import io.estop.activities.recovery.FlagChange;
import io.estop.activities.recovery.RecoveryActivitiesImpl;
import io.estop.activities.recovery.RunningProcedures;
import io.estop.activities.recovery.SystemAssessment;
import io.estop.breaker.sensor.Sensor;
import io.estop.breaker.watch.Rearm;
import io.estop.breaker.watch.Watch;
import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.component.Acknowledgements;
import io.estop.halt.press.PressService;
import io.estop.liquidation.LiquidationEngine;
import io.estop.liquidation.Venues;
import io.estop.model.Scope;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.notice.Notices;
import io.estop.store.plan.Positions;
import io.estop.store.recovery.Approvals;
import io.estop.store.stop.Stops;
import io.estop.workflows.breaker.BreakerActivities;
import io.estop.workflows.recovery.RecoveryActivities;
import io.estop.workflows.stop.HaltActivities;
import io.estop.workflows.stop.LiquidationActivities;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.client.WorkflowClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Breaker, recovery and notices. */
@Configuration(proxyBeanMethods = false)
class WatchWiring {
  private static final Logger log = LoggerFactory.getLogger(WatchWiring.class);
  private static final Duration BOARD_FOLLOWS_WITHIN = Duration.ofSeconds(5);
  private static final Duration NOTICE_BOUND = Duration.ofSeconds(5);

  /** Returns the sensors of a scope; asked once for each. */
  @FunctionalInterface
  interface SensorsOfScope extends Function<Scope, List<Sensor>> {}

  @Bean(destroyMethod = "close")
  Watch watch(Database database, SensorsOfScope sensors, WorkerProperties properties, Clock clock) {
    Watch watch = new Watch(database, properties.breaker().book(), sensors, () -> false, clock);
    watch.unfed().forEach(log::warn);
    return watch;
  }

  @Bean
  Rearm rearm(Database database, Watch watch, Clock clock) {
    return new Rearm(database, watch.book(), clock);
  }

  @Bean
  BreakerActivities breakerActivities(Watch watch, PressService presses, Clock clock) {
    return new BreakerActivitiesImpl(watch, presses, clock);
  }

  @Bean
  SystemAssessment systemAssessment(
      Flag flag,
      Positions positions,
      Acknowledgements acknowledgements,
      Ledger ledger,
      Venues venues) {
    return new SystemAssessment(flag, positions, acknowledgements, ledger, venues.all());
  }

  @Bean
  FlagChange flagChange(
      Database database, Flag flag, Approvals approvals, Rearm rearm, Ledger ledger) {
    return new FlagChange(database, flag, approvals, rearm, ledger);
  }

  @Bean
  RecoveryActivities recoveryActivities(
      Stops stops,
      Flag flag,
      Ledger ledger,
      SystemAssessment assessment,
      FlagChange change,
      Board board,
      HaltTimeouts timeouts,
      WorkflowClient client,
      LiquidationEngine engine,
      WorkerProperties properties) {
    return new RecoveryActivitiesImpl(
        stops,
        flag,
        ledger,
        new RecoveryActivitiesImpl.Parts(
            assessment,
            change,
            new BoardFollower(board, flag, timeouts.keeperCall(), BOARD_FOLLOWS_WITHIN),
            new RunningProcedures(client),
            stop -> engine.unlockAccounts(stop).text()),
        properties.recovery().soak());
  }

  @Bean
  NoticeActivities noticeActivities(
      Database database, Notices notices, Ledger ledger, WorkerProperties properties, Clock clock) {
    return new NoticeActivitiesImpl(database, notices, ledger, channels(properties, clock));
  }

  /** Returns the channels that are configured: none is a choice, not an error. */
  private static List<NoticeChannel> channels(WorkerProperties properties, Clock clock) {
    List<NoticeChannel> channels = new ArrayList<>();
    WorkerProperties.Slack slack = properties.slack();
    if (!slack.token().isBlank()) {
      channels.add(
          new SlackChannel(
              URI.create(slack.baseUrl()), slack.token(), slack.channel(), NOTICE_BOUND));
    }
    WorkerProperties.Grafana grafana = properties.grafana();
    if (grafana.baseUrl() != null) {
      channels.add(new GrafanaChannel(grafana.baseUrl(), grafana.token(), NOTICE_BOUND, clock));
    }
    return channels;
  }

  @Bean
  WorkersLifecycle.Hands hands(
      HaltActivities halt,
      LiquidationActivities liquidation,
      NoticeActivities notice,
      BreakerActivities breaker,
      RecoveryActivities recovery) {
    return new WorkersLifecycle.Hands(halt, liquidation, notice, breaker, recovery);
  }
}
