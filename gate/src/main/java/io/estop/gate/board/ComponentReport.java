package io.estop.gate.board;

import java.util.List;

/**
 * What the gates of one component say.
 *
 * @param component its name
 * @param instances each gate that has spoken and was not closed, lately or long ago
 * @param trouble why the component cannot be read, or not wholly; empty where it can
 */
public record ComponentReport(String component, List<Acknowledgement> instances, String trouble) {
  public ComponentReport {
    instances = List.copyOf(instances);
  }

  /** Returns whether everything the component wrote could be read. */
  public boolean readable() {
    return trouble.isEmpty();
  }
}
