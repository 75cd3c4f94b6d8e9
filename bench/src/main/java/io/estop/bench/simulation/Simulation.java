package io.estop.bench.simulation;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Plays worlds, one after the other in each of a few databases of one real PostgreSQL. It keeps
 * nothing through a crash of the machine, which is what makes a world cost milliseconds; its SQL,
 * locks and constraints are those of the product.
 */
public final class Simulation implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Long, Integer> played = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "simulation");
            thread.setDaemon(true);
            return thread;
          });

  private Simulation(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts PostgreSQL with as many databases as worlds are to be played at a time. */
  public static Simulation start(int worldsAtATime) {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("wal_level", "minimal")
              .setServerConfig("max_wal_senders", "0")
              .setServerConfig("jit", "off")
              .setServerConfig("shared_buffers", "128MB")
              .start();
      Simulation simulation = new Simulation(postgres);
      for (int slot = 0; slot < worldsAtATime; slot++) {
        simulation.slots.add(Slot.open(simulation.database("worlds_" + slot)));
      }
      return simulation;
    } catch (IOException failed) {
      throw new UncheckedIOException("the simulation's PostgreSQL does not start", failed);
    }
  }

  private String database(String name) {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return postgres.getJdbcUrl("postgres", name);
    } catch (SQLException refused) {
      throw new IllegalStateException("the simulation's PostgreSQL makes no database", refused);
    }
  }

  /** Plays worlds; each is the same however many others are played. Seen in no order. */
  void play(long firstSeed, int seeds, Plant plant, Consumer<Verdict> seen) {
    AtomicLong next = new AtomicLong(firstSeed);
    List<Future<?>> workers = new ArrayList<>();
    for (Slot slot : slots) {
      workers.add(
          threads.submit(
              () -> {
                for (long seed = next.getAndIncrement();
                    seed < firstSeed + seeds;
                    seed = next.getAndIncrement()) {
                  Verdict verdict = new World(seed, name(seed), slot, plant, threads).play();
                  synchronized (seen) {
                    seen.accept(verdict);
                  }
                }
              }));
    }
    workers.forEach(Simulation::finish);
  }

  /** Rows of an earlier play of the same seed are another world's. */
  private String name(long seed) {
    int before = played.merge(seed, 1, Integer::sum) - 1;
    return before == 0 ? String.valueOf(seed) : seed + "-" + before;
  }

  private static void finish(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("the simulation broke", broken.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while worlds are played", interrupted);
    }
  }

  /** Plays worlds and returns those in which something was found, by seed. */
  List<Verdict> findings(long firstSeed, int seeds, Plant plant) {
    List<Verdict> found = new ArrayList<>();
    play(
        firstSeed,
        seeds,
        plant,
        verdict -> {
          if (!verdict.findings().isEmpty()) {
            found.add(verdict);
          }
        });
    found.sort(Comparator.comparing(Verdict::seed));
    return found;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    slots.forEach(Slot::close);
    try {
      postgres.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("the simulation's PostgreSQL does not stop", failed);
    }
  }
}
