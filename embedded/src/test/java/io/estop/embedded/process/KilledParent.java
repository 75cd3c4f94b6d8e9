package io.estop.embedded.process;

import java.nio.file.Path;
import java.util.List;

/** A parent that starts one child, tells its process id and waits to be killed. */
final class KilledParent {

  private KilledParent() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[0]);
    ChildProcess child =
        ChildProcess.start(
            ChildSpec.of("orphan", List.of("sleep", "60"), folder), Warden.start(folder));
    System.out.println(child.pid());
    System.out.flush();
    Thread.currentThread().join();
  }
}
