package io.estop.embedded.service;

import io.estop.embedded.process.Progress;
import java.nio.file.Path;
import java.util.Map;

/**
 * What to run as a Boot process, and how to see that it runs.
 *
 * @param readyPath the path that answers below 500 once it is ready
 * @param progress is told when it cannot be started quickly
 */
public record BootSpec(
    String name,
    Path jar,
    int port,
    String readyPath,
    Map<String, String> settings,
    Path folder,
    Progress progress) {

  public BootSpec {
    settings = Map.copyOf(settings);
  }
}
