package io.estop.venues.fix.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that signs itself, made now by the JDK's own tool.
 *
 * @param keyStore with its key, PKCS12
 * @param trustStore of whoever trusts it, PKCS12
 */
public record Certificate(Path keyStore, Path trustStore) {
  public static final String PASSWORD = "changeit";

  private static final int PATIENCE_SECONDS = 60;

  /**
   * Makes one.
   *
   * @param host in it, as in {@code dns:localhost}
   */
  public static Certificate of(Path folder, String host) {
    Path keyStore = folder.resolve("key.p12");
    Path exported = folder.resolve("exported.cer");
    Path trustStore = folder.resolve("trust.p12");
    keytool(
        "-genkeypair -alias venue -keyalg EC -validity 2 -dname CN=venue -ext san=" + host,
        keyStore,
        List.of());
    keytool("-exportcert -alias venue", keyStore, List.of("-file", exported.toString()));
    keytool(
        "-importcert -noprompt -alias venue", trustStore, List.of("-file", exported.toString()));
    return new Certificate(keyStore, trustStore);
  }

  private static void keytool(String arguments, Path store, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ", -1)));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(more);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("keytool " + arguments + ": " + said);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
