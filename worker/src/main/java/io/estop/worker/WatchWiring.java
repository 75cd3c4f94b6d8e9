package io.estop.worker;

import io.estop.activities.breaker.BreakerActivitiesImpl;
import io.estop.activities.deadman.MaintenanceActivitiesImpl;
import io.estop.activities.deadman.StopDeferrals;
import io.estop.activities.deadman.SwitchActivitiesImpl;
import io.estop.activities.notice.GrafanaChannel;
import io.estop.activities.notice.NoticeActivitiesImpl;
import io.estop.activities.notice.NoticeChannel;
import io.estop.activities.notice.SlackChannel;
import io.estop.activities.recovery.BoardFollower;
import io.estop.activities.recovery.FlagChange;
import io.estop.activities.recovery.RecoveryActivitiesImpl;
import io.estop.activities.recovery.RunningProcedures;
import io.estop.activities.recovery.SystemAssessment;
import io.estop.breaker.configuration.LiveConfiguration;
import io.estop.breaker.configuration.LiveRules;
import io.estop.breaker.watch.Rearm;
import io.estop.breaker.watch.Watch;
import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.Loop;
import io.estop.halt.Loops;
import io.estop.halt.SteadyClock;
import io.estop.halt.component.Acknowledgements;
import io.estop.halt.deadman.DeadMansSwitches;
import io.estop.halt.deadman.SwitchWatchdog;
import io.estop.halt.maintenance.Maintenance;
import io.estop.halt.maintenance.MaintenanceWatchdog;
import io.estop.halt.press.PressService;
import io.estop.halt.regulatory.MarketHalts;
import io.estop.liquidation.LiquidationEngine;
import io.estop.liquidation.VenueCountdown;
import io.estop.liquidation.Venues;
import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.Key;
import io.estop.model.trading.MarketHalt;
import io.estop.store.Database;
import io.estop.store.alarm.Alarms;
import io.estop.store.deadman.Switches;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.maintenance.Windows;
import io.estop.store.notice.Notices;
import io.estop.store.plan.Positions;
import io.estop.store.recovery.Approvals;
import io.estop.store.stop.Stops;
import io.estop.venues.Answer;
import io.estop.venues.VenueReader;
import io.estop.workflows.breaker.BreakerActivities;
import io.estop.workflows.deadman.SwitchActivities;
import io.estop.workflows.maintenance.MaintenanceActivities;
import io.estop.workflows.recovery.RecoveryActivities;
import io.estop.workflows.stop.HaltActivities;
import io.estop.workflows.stop.LiquidationActivities;
import io.estop.workflows.stop.NoticeActivities;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Breaker, recovery and notices. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class WatchWiring {
  private static final Logger log = LoggerFactory.getLogger(WatchWiring.class);
  private static final Duration BOARD_FOLLOWS_WITHIN = Duration.ofSeconds(5);
  private static final Duration NOTICE_BOUND = Duration.ofSeconds(5);

  @Bean(destroyMethod = "close")
  Watch watch(
      Database database,
      SensorWiring.SensorsOfScope sensors,
      LiveConfiguration configuration,
      WorkerProperties properties,
      Clock clock) {
    LiveRules rules = new LiveRules(properties.breaker().book(), configuration);
    Watch watch = new Watch(database, rules, sensors, configuration::observeOnly, clock);
    watch.unfed().forEach(log::warn);
    return watch;
  }

  @Bean
  Rearm rearm(Database database, Watch watch, Clock clock) {
    return new Rearm(database, watch::book, clock);
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
      Database database,
      Notices notices,
      Ledger ledger,
      WorkerProperties properties,
      LiveConfiguration configuration,
      Clock clock) {
    return new NoticeActivitiesImpl(
        database, notices, ledger, channels(properties, configuration.current(), clock));
  }

  /** Returns the channels that are configured: none is a choice, not an error. */
  private static List<NoticeChannel> channels(
      WorkerProperties properties, Configuration configuration, Clock clock) {
    List<NoticeChannel> channels = new ArrayList<>();
    WorkerProperties.Slack slack = properties.slack();
    if (isOn(configuration, "slack", !slack.token().isBlank())) {
      channels.add(
          new SlackChannel(
              URI.create(slack.baseUrl()), slack.token(), slack.channel(), NOTICE_BOUND));
    }
    WorkerProperties.Grafana grafana = properties.grafana();
    if (isOn(configuration, "grafana", grafana.baseUrl() != null) && grafana.baseUrl() != null) {
      channels.add(new GrafanaChannel(grafana.baseUrl(), grafana.token(), NOTICE_BOUND, clock));
    }
    return channels;
  }

  /** A channel counts where it can be reached and the configuration names it. */
  private static boolean isOn(Configuration configuration, String channel, boolean isReachable) {
    boolean isNamed =
        configuration
            .value(Key.NOTIFICATION_CHANNELS)
            .filter(value -> List.of(value.text().split(",")).contains(channel))
            .isPresent();
    if (isNamed && !isReachable && configuration.isGiven(Key.NOTIFICATION_CHANNELS)) {
      log.warn(
          "{} names {}, but estop.{} has no token or address: it is told nothing",
          Key.NOTIFICATION_CHANNELS.path(),
          channel,
          channel);
    }
    return isNamed && isReachable;
  }

  @Bean
  SteadyClock steadyClock(Clock clock, Switches switches) {
    return new SteadyClock(clock, switches::now, System::nanoTime);
  }

  @Bean
  DeadMansSwitches deadMansSwitches(
      Database database, PressService presses, SteadyClock time, Clock clock) {
    return new DeadMansSwitches(database, presses::press, time, clock);
  }

  @Bean
  SwitchActivities switchActivities(DeadMansSwitches switches, WorkflowClient client) {
    return new SwitchActivitiesImpl(switches, new StopDeferrals(client));
  }

  @Bean
  SwitchWatchdog switchWatchdog(
      DeadMansSwitches switches, Alarms alarms, NoticeActivities notices) {
    return new SwitchWatchdog(
        switches,
        alarms,
        "worker",
        (scope, episode, why) ->
            notices.notifyPeople("dead-mans-switch/" + scope, "WARNING " + episode, why));
  }

  @Bean(initMethod = "start")
  Loop switchWatchdogLoop(SwitchWatchdog watchdog, Database database, MeterRegistry meters) {
    return new Loop(
        "switch-watchdog",
        SwitchWatchdog.PAUSE,
        () -> {
          if (database.isMigrated()) {
            watchdog.turn();
          }
        },
        meters);
  }

  @Bean
  Maintenance maintenance(Database database, PressService presses, SteadyClock time, Clock clock) {
    return new Maintenance(database, presses::press, time, clock);
  }

  @Bean
  MaintenanceActivities maintenanceActivities(Maintenance maintenance) {
    return new MaintenanceActivitiesImpl(maintenance);
  }

  @Bean(initMethod = "start")
  Loop maintenanceLoop(Maintenance maintenance, Database database, MeterRegistry meters) {
    MaintenanceWatchdog watchdog = new MaintenanceWatchdog(maintenance);
    return new Loop(
        "maintenance",
        MaintenanceWatchdog.PAUSE,
        () -> {
          if (database.isMigrated()) {
            watchdog.turn();
          }
        },
        meters);
  }

  @Bean(initMethod = "start")
  @ConditionalOnProperty("estop.market-halts.enabled")
  Loops marketHaltLoops(
      Venues venues,
      PressService presses,
      Flag flag,
      Database database,
      WorkerProperties properties,
      Clock clock,
      MeterRegistry meters) {
    Duration interval = properties.marketHalts().interval();
    return new Loops(
        venues.all().stream()
            .map(venue -> new MarketHalts(source(venue), presses::press, flag, clock))
            .map(market -> marketHaltLoop(market, interval, database, meters))
            .toList());
  }

  private static Loop marketHaltLoop(
      MarketHalts market, Duration interval, Database database, MeterRegistry meters) {
    return new Loop(
        "market-halts",
        interval,
        () -> {
          if (database.isMigrated()) {
            market.turn();
          }
        },
        meters);
  }

  @Bean(initMethod = "start")
  CountdownLoops countdownLoops(
      Venues venues,
      Database database,
      Alarms alarms,
      Ledger ledger,
      SteadyClock time,
      MeterRegistry meters) {
    VenueCountdown.Records records =
        new VenueCountdown.Records(new Windows(database), ledger, alarms);
    return new CountdownLoops(
        venues.all().stream()
            .filter(venue -> venue.countdown().isPresent())
            .map(venue -> new VenueCountdown(venue, records, time::now, System::nanoTime))
            .toList(),
        database,
        meters);
  }

  // A venue that does not answer says nothing about its market; its silence is found elsewhere.
  private static MarketHalts.Source source(VenueReader venue) {
    return new MarketHalts.Source(
        new Scope(ScopeKind.VENUE, venue.account().venue()),
        () ->
            venue.marketHalt() instanceof Answer.Known<Optional<MarketHalt>> known
                ? known.value()
                : Optional.empty());
  }

  @Bean
  WorkersLifecycle.Hands hands(
      HaltActivities halt,
      LiquidationActivities liquidation,
      NoticeActivities notice,
      BreakerActivities breaker,
      RecoveryActivities recovery,
      SwitchActivities deadMansSwitch,
      MaintenanceActivities maintenance) {
    return new WorkersLifecycle.Hands(
        halt, liquidation, notice, breaker, recovery, deadMansSwitch, maintenance);
  }
}
