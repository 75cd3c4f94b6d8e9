package io.estop.modelcheck.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What each statement of the flag does, by its text. */
final class Statements {
  private static final Map<String, BiFunction<MemoryPostgres, Object[], Result>> KNOWN =
      new LinkedHashMap<>();

  private Statements() {}

  /** What a statement answered: rows, or how many it changed. */
  record Result(List<Map<String, Object>> rows, int updated) {}

  static {
    readsAndWritesOfTheFlag();
    whatTheKeeperAsks();
    whatRecoveriesRecord();
  }

  static Result run(MemoryPostgres database, String sql, Object[] parameters) {
    BiFunction<MemoryPostgres, Object[], Result> known = KNOWN.get(sql);
    if (known == null) {
      throw new IllegalStateException("teach Statements this one, as PostgreSQL does it: " + sql);
    }
    return known.apply(database, parameters);
  }

  private static void readsAndWritesOfTheFlag() {
    KNOWN.put(
        "select version from flag_version for update", (db, words) -> one(db.rows().version()));
    KNOWN.put(
        "update flag_version set version = version + 1 returning version",
        (db, words) -> {
          db.rows(db.rows().withVersion(db.rows().version() + 1));
          return one(db.rows().version());
        });
    KNOWN.put("select * from hold", (db, words) -> rows(db.rows().holds().values().stream()));
    KNOWN.put(
        "select * from hold where stop_id = ?",
        (db, words) -> rows(Stream.ofNullable(db.rows().holds().get((String) words[0]))));
    KNOWN.put(
        "insert into hold (stop_id, scope, mode, factor, action, revision, held_at) values"
            + " (?, ?, ?, ?, ?, ?, ?) on conflict (stop_id) do update set mode = excluded.mode,"
            + " factor = excluded.factor, action = excluded.action, revision = excluded.revision,"
            + " held_at = excluded.held_at",
        (db, words) -> {
          db.rows(
              db.rows()
                  .withHold(named("stop_id scope mode factor action revision held_at", words)));
          return changed(1);
        });
    KNOWN.put(
        "insert into hold_release (stop_id, released_at, flag_version) values (?, ?, ?)"
            + " on conflict do nothing",
        (db, words) -> {
          db.rows(db.rows().withRelease((String) words[0], (Long) words[2]));
          return changed(1);
        });
    KNOWN.put(
        "delete from hold where stop_id = ?",
        (db, words) -> {
          db.rows(db.rows().withoutHold((String) words[0]));
          return changed(1);
        });
    KNOWN.put(
        "select stop_id from hold_release",
        (db, words) -> stops(db.rows().releases().keySet().stream()));
    KNOWN.put(
        "select exists (select from hold_release where stop_id = ?) or exists (select from stop"
            + " where stop_id = ? and ended_at is not null) or exists (select from stop_alias join"
            + " stop using (stop_id) where alias = ? and ended_at is not null)",
        (db, words) ->
            one(
                db.rows().releases().containsKey((String) words[0])
                    || db.rows().ended().contains((String) words[0])));
  }

  private static void whatTheKeeperAsks() {
    KNOWN.put(
        "select stop_id from hold_release where stop_id = any(?)",
        (db, words) -> stops(asked(words[0]).filter(db.rows().releases()::containsKey)));
    KNOWN.put(
        "select stop_id from stop where stop_id = any(?) and ended_at is not null union select"
            + " alias as stop_id from stop_alias join stop using (stop_id) where alias = any(?)"
            + " and ended_at is not null",
        (db, words) -> stops(asked(words[0]).filter(db.rows().ended()::contains)));
    KNOWN.put(
        "select stop_id from hold_release order by flag_version desc, stop_id limit ?",
        (db, words) ->
            stops(
                db.rows().releases().entrySet().stream()
                    .sorted(
                        Comparator.comparing(
                                (Map.Entry<String, Long> release) -> release.getValue())
                            .reversed()
                            .thenComparing(Map.Entry::getKey))
                    .limit(number(words[0]))
                    .map(Map.Entry::getKey)));
    KNOWN.put(
        "select stop_id from ( select stop_id, ended_at from stop where ended_at is not null union"
            + " all select alias, ended_at from stop_alias join stop using (stop_id) where ended_at"
            + " is not null order by ended_at desc limit ?) newest order by ended_at",
        (db, words) -> stops(db.rows().ended().stream()));
    KNOWN.put(
        "select setval('board_incarnation', greatest(nextval('board_incarnation'), ? + 1))",
        (db, words) -> {
          long next = Math.max(db.rows().incarnation() + 1, number(words[0]) + 1);
          db.rows(db.rows().withIncarnation(next));
          return one(next);
        });
    KNOWN.put(
        "select nextval('board_incarnation')",
        (db, words) -> {
          db.rows(db.rows().withIncarnation(db.rows().incarnation() + 1));
          return one(db.rows().incarnation());
        });
  }

  private static void whatRecoveriesRecord() {
    KNOWN.put(
        "insert into approval (approval_hash, stop_id, stage, requester, approver, approved_at)"
            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
        (db, words) -> {
          boolean fresh = !db.rows().approvals().contains((String) words[0]);
          db.rows(db.rows().withApproval((String) words[0]));
          return changed(fresh ? 1 : 0);
        });
    KNOWN.put(
        "select sequence, hash from ledger_head for update",
        (db, words) ->
            rows(
                Stream.of(
                    named(
                        "sequence hash",
                        new Object[] {(long) db.rows().ledger().size(), "0".repeat(64)}))));
    KNOWN.put("update ledger_head set sequence = ?, hash = ?", (db, words) -> changed(1));
    KNOWN.put(
        "insert into ledger (sequence, recorded_at, actor, action, subject, details, previous_hash,"
            + " hash) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (db, words) -> {
          // Recoveries alone read what they recorded.
          if (((String) words[4]).startsWith("recovery/") && words[3].equals("STAGE")) {
            db.rows(
                db.rows()
                    .withLedger(
                        named(
                            "sequence recorded_at actor action subject details previous_hash hash",
                            words)));
          }
          return changed(1);
        });
    KNOWN.put(
        "select * from (select * from ledger where subject = ? and action in (?) order by sequence"
            + " desc limit ?) newest order by sequence",
        (db, words) ->
            rows(
                db.rows().ledger().values().stream()
                    .filter(row -> words[0].equals(row.get("subject")))
                    .filter(row -> words[1].equals(row.get("action")))));
  }

  private static Result one(Object value) {
    return rows(Stream.of(named("value", new Object[] {value})));
  }

  private static Result stops(Stream<String> ids) {
    return rows(ids.map(id -> named("stop_id", new Object[] {id})));
  }

  private static Result rows(Stream<Map<String, Object>> found) {
    return new Result(found.toList(), 0);
  }

  private static Result changed(int count) {
    return new Result(List.of(), count);
  }

  private static Stream<String> asked(Object words) {
    Set<String> found = new TreeSet<>(Arrays.asList((String[]) words));
    return found.stream();
  }

  private static long number(Object word) {
    return ((Number) word).longValue();
  }

  private static Map<String, Object> named(String columns, Object[] values) {
    Map<String, Object> row = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of(columns.split(" ")));
    for (int i = 0; i < values.length; i++) {
      row.put(names.get(i), values[i]);
    }
    return row;
  }
}
