package io.estop.bench.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** What workflows and model must not touch. */
final class Determinism {

  private static final String WORKFLOWS = "workflows";
  private static final String MODEL = "model";
  private static final Set<String> CLOCK_READINGS =
      Set.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone", "instant");
  private static final String[] INPUT_AND_OUTPUT = {
    "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..", "javax.sql.."
  };

  /** Measured, or computed from measurements: what they say is rounded once into a quantity. */
  private static final Set<String> STATISTICS =
      Set.of(
          "io.estop.model.breaker.meter.BadPrints",
          "io.estop.model.breaker.meter.MedianOfThree",
          "io.estop.model.breaker.meter.RealisedVolatility",
          "io.estop.model.breaker.meter.RealisedVolatility$Move",
          "io.estop.model.breaker.meter.VelocityInSigmas",
          "io.estop.model.liquidation.Assessment",
          "io.estop.model.liquidation.Greeks",
          "io.estop.model.liquidation.MarketImpact",
          "io.estop.model.liquidation.MethodChoice",
          "io.estop.model.liquidation.PlannerKeys$WeightKeys",
          "io.estop.model.liquidation.PlannerSettings",
          "io.estop.model.liquidation.PlannerSettings$Weights",
          "io.estop.model.liquidation.RequestQueue",
          "io.estop.model.liquidation.options.Leg",
          "io.estop.model.liquidation.schedule.ExpectedCost",
          "io.estop.model.liquidation.schedule.Grid",
          "io.estop.model.liquidation.schedule.Impact",
          "io.estop.model.liquidation.schedule.LeastQuadratic",
          "io.estop.model.liquidation.schedule.Spacing",
          "io.estop.model.liquidation.schedule.Spacing$Plan");

  private Determinism() {}

  static List<Law> laws() {
    return List.of(
        noClockInWorkflows(),
        noChanceInWorkflows(),
        noThreadsInWorkflows(),
        noInputOutputInWorkflows(),
        noFrameworksInWorkflows(),
        noClockInModel(),
        noInputOutputInModel(),
        noOthersInModel(),
        noFloatingPointInModel());
  }

  private static Law noClockInWorkflows() {
    return Law.statements(
        noClasses()
            .that()
            .resideInAPackage(Product.module(WORKFLOWS))
            .should()
            .accessTargetWhere(readsAClock())
            .because(
                "a replay must see the time of the first run: ask Workflow.currentTimeMillis()"),
        WORKFLOWS,
        "return System.currentTimeMillis();",
        "return System.nanoTime();",
        "return java.time.Instant.now();",
        "return java.time.LocalDate.now();",
        "return java.time.ZonedDateTime.now();",
        "return java.time.Clock.systemUTC();",
        "java.time.Clock clock = null; return clock.instant();",
        "java.util.function.Supplier<Object> later = java.time.Instant::now; return later;");
  }

  private static Law noChanceInWorkflows() {
    return Law.statements(
        noClasses()
            .that()
            .resideInAPackage(Product.module(WORKFLOWS))
            .should()
            .accessTargetWhere(drawsByChance())
            .because("a replay must draw the same: ask Workflow.randomUUID() or newRandom()"),
        WORKFLOWS,
        "return java.util.UUID.randomUUID();",
        "return Math.random();",
        "return new java.util.Random();",
        "return new java.util.SplittableRandom(1);",
        "return new java.security.SecureRandom();",
        "return java.util.concurrent.ThreadLocalRandom.current();");
  }

  private static Law noThreadsInWorkflows() {
    DescribedPredicate<JavaClass> threads =
        resideInAnyPackage("java.util.concurrent..")
            .or(JavaClass.Predicates.equivalentTo(Thread.class))
            .or(JavaClass.Predicates.equivalentTo(java.util.Timer.class))
            .as("are threads, executors, futures or locks");
    return Law.statements(
        noClasses()
            .that()
            .resideInAPackage(Product.module(WORKFLOWS))
            .should()
            .dependOnClassesThat(threads)
            .because(
                "Temporal schedules a workflow's threads: use Async, Promise and Workflow.await"),
        WORKFLOWS,
        "return new Thread(() -> {});",
        "Thread.sleep(1); return 1;",
        "return java.util.concurrent.Executors.newCachedThreadPool();",
        "return java.util.concurrent.CompletableFuture.completedFuture(1);",
        "return new java.util.concurrent.locks.ReentrantLock();",
        "return new java.util.concurrent.ConcurrentHashMap<String, String>();",
        "return new java.util.Timer();");
  }

  private static Law noInputOutputInWorkflows() {
    return Law.statements(
        noClasses()
            .that()
            .resideInAPackage(Product.module(WORKFLOWS))
            .should()
            .dependOnClassesThat(resideInAnyPackage(INPUT_AND_OUTPUT))
            .because("the world answers differently at a replay: activities do input and output"),
        WORKFLOWS,
        inputAndOutput());
  }

  private static Law noFrameworksInWorkflows() {
    return new Law(
        noClasses()
            .that()
            .resideInAPackage(Product.module(WORKFLOWS))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "org.springframework..",
                        "io.lettuce..",
                        "org.postgresql..",
                        "jakarta..",
                        "tools.jackson..")
                    .or(JavaClass.Predicates.equivalentTo(org.slf4j.LoggerFactory.class)))
            .because(
                "workflows are plain Temporal classes; their logger is Workflow.getLogger, silent"
                    + " at a replay"),
        List.of(
            "package io.estop.workflows; class Planted { Object log ="
                + " org.slf4j.LoggerFactory.getLogger(\"planted\"); }",
            "package io.estop.workflows; class Planted { io.lettuce.core.RedisClient redis; }",
            "package io.estop.workflows; class Planted { tools.jackson.databind.JsonNode json; }"));
  }

  private static Law noClockInModel() {
    return Law.statements(
        noClasses()
            .that()
            .resideInAPackage(Product.module(MODEL))
            .should()
            .accessTargetWhere(readsAClock().or(drawsByChance()))
            .because(
                "policies are pure: the moment comes in as a value, so that a test can set it"),
        MODEL,
        "return System.currentTimeMillis();",
        "return java.time.Instant.now();",
        "return java.time.Clock.systemUTC();",
        "return java.util.UUID.randomUUID();");
  }

  private static Law noInputOutputInModel() {
    return Law.statements(
        noClasses()
            .that()
            .resideInAPackage(Product.module(MODEL))
            .should()
            .dependOnClassesThat(resideInAnyPackage(INPUT_AND_OUTPUT))
            .because("the words are plain values that every process shares, gates included"),
        MODEL,
        inputAndOutput());
  }

  private static Law noOthersInModel() {
    return Law.statements(
        noClasses()
            .that()
            .resideInAPackage(Product.module(MODEL))
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify..", Product.module(MODEL))
            .because("the model depends on nothing: trading engines load it with the gate"),
        MODEL,
        "return org.slf4j.LoggerFactory.getLogger(\"planted\");",
        "return io.lettuce.core.RedisClient.create();");
  }

  private static Law noFloatingPointInModel() {
    return new Law(
        noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(Product.module(MODEL))
            .and()
            .areDeclaredInClassesThat(isNoStatistics())
            .and()
            .areNotStatic()
            .should()
            .haveRawType(isFloatingPoint())
            .because("money and quantity are exact: BigDecimal or long"),
        List.of(
            "package io.estop.model.liquidation.schedule; record Planted(double price) {}",
            "package io.estop.model; record Planted(double price) {}",
            "package io.estop.model; class Planted { float quantity; }",
            "package io.estop.model; class Planted { Double price; }",
            "package io.estop.model; class Planted { double[] prices; }"));
  }

  private static String[] inputAndOutput() {
    return new String[] {
      "return new java.io.File(\"planted\");",
      "System.out.println(); return 1;",
      "return java.nio.file.Files.readString(java.nio.file.Path.of(\"planted\"));",
      "return new java.net.Socket();",
      "return java.sql.DriverManager.getConnection(\"planted\");"
    };
  }

  private static DescribedPredicate<JavaAccess<?>> readsAClock() {
    return target(
            DescribedPredicate.<AccessTarget>describe(
                "reads a clock",
                accessed ->
                    CLOCK_READINGS.contains(accessed.getName())
                        && (accessed.getOwner().getPackageName().equals("java.time")
                            || accessed.getOwner().isEquivalentTo(System.class))))
        .forSubtype();
  }

  private static DescribedPredicate<JavaAccess<?>> drawsByChance() {
    return target(
            DescribedPredicate.<AccessTarget>describe(
                "draws by chance",
                accessed ->
                    accessed.getName().equals("randomUUID")
                            && accessed.getOwner().isEquivalentTo(java.util.UUID.class)
                        || accessed.getName().equals("random")
                            && accessed.getOwner().isEquivalentTo(Math.class)
                        || accessed.getOwner().isAssignableTo(Random.class)
                        || accessed.getOwner().isEquivalentTo(SplittableRandom.class)))
        .forSubtype();
  }

  private static DescribedPredicate<JavaClass> isNoStatistics() {
    return DescribedPredicate.describe(
        "are no statistics", type -> !STATISTICS.contains(type.getName()));
  }

  private static DescribedPredicate<JavaClass> isFloatingPoint() {
    Set<String> names =
        Set.of(
            double.class.getName(), float.class.getName(), "java.lang.Double", "java.lang.Float");
    return DescribedPredicate.describe(
        "are floating point", type -> names.contains(type.getBaseComponentType().getName()));
  }
}
