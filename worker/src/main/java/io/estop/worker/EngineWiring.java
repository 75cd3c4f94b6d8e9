package io.estop.worker;

import io.estop.activities.stop.HaltActivitiesImpl;
import io.estop.activities.stop.LiquidationActivitiesImpl;
import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.Loop;
import io.estop.halt.component.Acknowledgements;
import io.estop.halt.component.ReduceLane;
import io.estop.halt.press.HoldPlaces;
import io.estop.liquidation.LiquidationEngine;
import io.estop.liquidation.LiquidationSettings;
import io.estop.liquidation.Venues;
import io.estop.model.liquidation.PlannerKeys;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.store.Database;
import io.estop.store.component.Components;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.Claims;
import io.estop.store.stop.Stops;
import io.estop.store.task.Tasks;
import io.estop.worker.WorkerProperties.VenueKeys;
import io.estop.workflows.stop.HaltActivities;
import io.estop.workflows.stop.LiquidationActivities;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The venues and the engine, and the activities of the stop. */
@Configuration(proxyBeanMethods = false)
class EngineWiring {

  @Bean(destroyMethod = "close")
  Venues venues(WorkerProperties properties, Clock clock) {
    properties.venues().forEach(venue -> requireSameEnvironment(venue, properties));
    return new Venues(properties.venues().stream().map(venue -> venue.open(clock)).toList());
  }

  private static void requireSameEnvironment(VenueKeys venue, WorkerProperties properties) {
    if (!venue.environment().equals(properties.environment())) {
      throw new IllegalArgumentException(
          "venue "
              + venue.name()
              + " belongs to environment '"
              + venue.environment()
              + "' but this process is configured for '"
              + properties.environment()
              + "': set estop.venues[].environment and estop.environment alike");
    }
  }

  @Bean
  PlannerSettings plannerSettings(Environment configured) {
    return Binder.get(configured).bindOrCreate("estop.liquidation", PlannerKeys.class).settings();
  }

  @Bean
  LiquidationSettings liquidationSettings(WorkerProperties properties, PlannerSettings planner) {
    return properties.liquidation().settings(properties.longestRequest(), planner);
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService venueExecutor(LiquidationSettings settings) {
    return Executors.newFixedThreadPool(settings.parallelism());
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService heartbeatTimer() {
    return Executors.newScheduledThreadPool(2);
  }

  @Bean
  ReduceLane reduceLane(Board board, Components components) {
    return new ReduceLane(board, components, HaltTimeouts.standard().place());
  }

  @Bean(initMethod = "start")
  Loop reduceLaneLoop(ReduceLane lane, Database database, MeterRegistry meters) {
    return new Loop(
        "reduce-lane",
        ReduceLane.PAUSE,
        () -> {
          if (database.isMigrated()) {
            lane.refresh();
          }
        },
        meters);
  }

  @Bean
  LiquidationEngine liquidationEngine(
      Database database,
      Venues venues,
      LiquidationSettings settings,
      ExecutorService venueExecutor,
      ReduceLane lane,
      Clock clock) {
    return new LiquidationEngine(database, venues, settings, venueExecutor, lane::admitted, clock);
  }

  @Bean
  HaltActivities haltActivities(
      HoldPlaces places,
      Board board,
      Flag flag,
      Acknowledgements acknowledgements,
      Database database,
      Stops stops,
      Claims claims,
      Ledger ledger,
      Tasks tasks,
      WorkerProperties properties) {
    return new HaltActivitiesImpl(
        places,
        board,
        flag,
        acknowledgements,
        database,
        stops,
        claims,
        ledger,
        tasks,
        properties.stopSettings());
  }

  @Bean
  LiquidationActivities liquidationActivities(
      LiquidationEngine engine, ScheduledExecutorService heartbeatTimer) {
    return new LiquidationActivitiesImpl(engine, heartbeatTimer);
  }
}
