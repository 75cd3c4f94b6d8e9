package io.estop.embedded.process;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A tiny shell process that ends this process's children when this process is gone, however it
 * went.
 *
 * <p>It holds the reading end of a pipe and learns over it which children live. When the pipe
 * closes without a farewell (kill -9, crash), it ends them: first politely, two seconds later for
 * good. It ignores Ctrl-C, which reaches the whole foreground group: then the shutdown hook does
 * the work.
 */
public final class Warden implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=' '
      file=''
      while read -r what which; do
        case "$what" in
          add) pids="$pids$which " ;;
          drop) case "$pids" in *" $which "*) pids="${pids%%" $which "*} ${pids#*" $which "}" ;; esac ;;
          file) file="$which" ;;
        esac
      done
      for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
      if [ -n "$file" ] && [ -f "$file" ]; then
        read -r postmaster < "$file"
        kill -INT "$postmaster" 2>/dev/null && pids="$pids $postmaster"
      fi
      for tick in 1 2 3 4 5 6 7 8 9 10; do
        left=''
        for pid in $pids; do kill -0 "$pid" 2>/dev/null && left="$left $pid"; done
        [ -z "$left" ] && exit 0
        sleep 0.2
      done
      for pid in $left; do kill -KILL "$pid" 2>/dev/null; done
      """;

  private final Process process;
  private final Writer pipe;

  private Warden(Process process) {
    this.process = process;
    this.pipe = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
  }

  /** Starts a warden that works in the given folder. */
  public static Warden start(Path folder) {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT))
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(List.of("PATH"));
    try {
      return new Warden(builder.start());
    } catch (IOException e) {
      throw new StartFailure("cannot start /bin/sh, which guards the child processes", e);
    }
  }

  /** Puts a process under guard; throws {@link StartFailure} when the warden has gone already. */
  public void guard(long pid) {
    if (!tell("add " + pid)) {
      throw new StartFailure("everything is being stopped: nothing new is started");
    }
  }

  /** Takes a process that has ended off the list. */
  public void release(long pid) {
    tell("drop " + pid);
  }

  /**
   * Puts the PostgreSQL server whose process id stands in the first line of this file under guard.
   */
  public void guardPostmaster(Path file) {
    tell("file " + file);
  }

  /** Lets the warden end whatever is still on its list, and waits for it. */
  @Override
  public void close() {
    try {
      closePipe();
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the guard of the child processes did not end", e);
    }
  }

  private synchronized void closePipe() {
    try {
      pipe.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the guard of the child processes is gone", e);
    }
  }

  private synchronized boolean tell(String line) {
    try {
      pipe.write(line + "\n");
      pipe.flush();
      return true;
    } catch (IOException e) {
      // The pipe is closed: the warden is ending everything, or has done so.
      return false;
    }
  }
}
