package io.estop.halt.keeper;

import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.Loop;
import io.estop.model.EnvironmentId;
import io.estop.store.Database;
import io.estop.store.alarm.Alarms;
import io.estop.store.election.SessionLock;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that does nothing but keep, to be killed or paused. */
final class KeepingProcess {
  private KeepingProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    Candidate candidate = candidate(arguments[0], RedisClient.create(arguments[1]));
    new Loop("keeper", Candidate.PAUSE, candidate::turn, new SimpleMeterRegistry()).start();
    Thread.currentThread().join();
  }

  static Candidate candidate(String databaseUrl, RedisClient redis) {
    return candidate(databaseUrl, databaseUrl, redis);
  }

  /** Returns a candidate whose lock takes another way to the database than its looks. */
  static Candidate candidate(String databaseUrl, String lockUrl, RedisClient redis) {
    EnvironmentId test = EnvironmentId.parse("test");
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(databaseUrl);
    Database database = new Database(source, test);
    database.migrate();
    Clock clock = Clock.systemUTC();
    return new Candidate(
        new Keeper(Board.of(test, redis), database, clock, HaltTimeouts.standard()),
        new SessionLock(new SessionLock.Login(lockUrl, null, null), test, "keeper"),
        database,
        new AlarmDesk(new Alarms(database, clock), clock),
        Candidate.Clocks.of(clock));
  }
}
