package io.estop.bench.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import io.estop.venues.NewOrder;
import io.estop.venues.Submission;
import io.estop.venues.Venue;
import java.util.List;

/** One door to each thing outside: who alone speaks to Redis, PostgreSQL, Temporal and venues. */
final class Doors {

  private Doors() {}

  static List<Law> laws() {
    return List.of(
        redis(),
        database(),
        venuesOfTheStarter(),
        engineWithoutTemporal(),
        nobodyOnBench(),
        cycles());
  }

  private static Law redis() {
    return new Law(
        noClasses()
            .that()
            // A bench measures the bare Redis beside the product.
            .resideOutsideOfPackages(Product.module("gate"), Product.module("bench"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.lettuce.core.api.sync..",
                "io.lettuce.core.api.async..",
                "io.lettuce.core.api.reactive..",
                "io.lettuce.core.dynamic..",
                "org.springframework.data.redis.core..")
            .because("keys and scripts of the board are the gate's alone; others hand it a client"),
        List.of(
            "package io.estop.halt; class Planted { Object go(io.lettuce.core.RedisClient redis)"
                + " { return redis.connect().sync().get(\"estop\"); } }",
            "package io.estop.starter; class Planted {"
                + " io.lettuce.core.api.async.RedisAsyncCommands<String, String> redis; }"));
  }

  private static Law database() {
    return new Law(
        noClasses()
            .that()
            // A campaign looks into PostgreSQL from outside, to see what the product says of it.
            .resideOutsideOfPackages(Product.module("store"), Product.module("bench"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.postgresql..")
            .because("SQL stands in the store alone; others hand it a DataSource"),
        List.of(
            "package io.estop.activities; class Planted { java.sql.Connection connection; }",
            "package io.estop.starter; class Planted { Object go(javax.sql.DataSource source) throws"
                + " Exception { return source.getConnection().prepareStatement(\"select 1\"); } }"));
  }

  private static Law venuesOfTheStarter() {
    return new Law(
        noClasses()
            .that()
            .resideInAPackage(Product.module("starter"))
            .should()
            .dependOnClassesThat(
                assignableTo(Venue.class)
                    .or(equivalentTo(NewOrder.class))
                    .or(assignableTo(Submission.class)))
            .because("the front door reads venues through VenueReader and never trades"),
        List.of(
            "package io.estop.starter; class Planted { io.estop.venues.Venue venue; }",
            "package io.estop.starter; class Planted { io.estop.venues.alpaca.AlpacaVenue venue; }",
            "package io.estop.starter; class Planted { io.estop.venues.NewOrder order; }"));
  }

  private static Law engineWithoutTemporal() {
    return new Law(
        noClasses()
            .that()
            .resideInAnyPackage(
                Product.module("liquidation"),
                Product.module("breaker"),
                Product.module("venues"),
                Product.module("store"),
                Product.module("gate"),
                Product.module("model"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.temporal.."))
            .because("break-glass closes a book with the same engine when Temporal is gone"),
        List.of(
            "package io.estop.liquidation; class Planted { io.temporal.client.WorkflowClient"
                + " client; }"));
  }

  private static Law nobodyOnBench() {
    return new Law(
        noClasses()
            .that()
            .resideOutsideOfPackage(Product.module("bench"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Product.module("bench"))
            .because("the proof stands outside of what it proves"),
        List.of("package io.estop.cli; class Planted { io.estop.bench.BenchMain bench; }"));
  }

  private static Law cycles() {
    return new Law(
        slices()
            .matching("io.estop.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle makes one module of two"),
        // Two sources that are compiled together: either alone is no cycle.
        List.of(
            "package io.estop.gate; public class Planted { io.estop.store.PlantedToo there; }"
                + Planted.NEXT_SOURCE
                + "package io.estop.store; public class PlantedToo { io.estop.gate.Planted back; }"));
  }
}
