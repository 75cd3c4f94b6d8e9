package io.estop.modelcheck.mutation;

import java.util.List;
import java.util.stream.Stream;

/**
 * A board that names one release at most, so that the second pushes the first out: the bound of the
 * real one is made 1 in script, codec and keeper.
 */
public enum ShortList {
  NAMED_AGAIN("the keeper names a release again that a gate still lacks", 0),
  CARRIED_ALONE("the keeper carries the newest release alone, whatever gates still hold", 1);

  private final String what;
  private final int carried;

  ShortList(String what, int carried) {
    this.what = what;
    this.carried = carried;
  }

  public String what() {
    return what;
  }

  public List<Edit> edits() {
    String board = "gate/src/main/java/io/estop/gate/board/BoardContent.java";
    String keeper = "halt/src/main/java/io/estop/halt/keeper/Facts.java";
    return Stream.of(
            new Edit(
                "gate/src/main/resources/io/estop/gate/board/lib.lua",
                "local MAX_RELEASES, MAX_ENDED = 250, 250",
                "local MAX_RELEASES, MAX_ENDED = 1, 250"),
            new Edit(board, "MAX_RELEASES = 250", "MAX_RELEASES = 1"),
            new Edit(keeper, "NEWEST_RELEASES = 250", "NEWEST_RELEASES = 1"),
            new Edit(keeper, "CARRIED_RELEASES = 200", "CARRIED_RELEASES = " + carried))
        .toList();
  }
}
