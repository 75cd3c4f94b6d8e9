package io.estop.embedded.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to run as a child process.
 *
 * @param name the word for it in messages, {@code worker}
 * @param command program and arguments
 * @param environment the whole environment of the child: nothing of the parent's leaks in
 * @param folder working folder and home of the log {@code <name>.log}
 */
public record ChildSpec(
    String name, List<String> command, Map<String, String> environment, Path folder) {

  private static final List<String> HARMLESS =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER", "SYSTEMROOT");

  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Makes one whose environment holds no connection setting: only path, home, language, zone. */
  public static ChildSpec of(String name, List<String> command, Path folder) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().retainAll(HARMLESS);
    return new ChildSpec(name, command, environment, folder);
  }

  Path log() {
    return folder.resolve(name + ".log");
  }
}
