package io.estop.cli;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every command has: where the starter is and how to print its answer. */
public final class Connection {
  /** The environment variable with the token: an argument would show in the list of processes. */
  static final String TOKEN = "ESTOP_TOKEN";

  private static final String VISIBLE = "[\\x21-\\x7e]+";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the starter (default ${DEFAULT-VALUE}).",
      defaultValue = "http://127.0.0.1:8080")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(names = "--json", description = "Print the starter's answer as JSON.")
  private boolean json;

  boolean isJson() {
    return json;
  }

  /**
   * Returns the starter, called with the token of the environment.
   *
   * @throws Failure where the address or the token cannot be meant
   */
  public FrontDoor open(Map<String, String> environment) {
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.matches("https?") || url.getHost() == null) {
      throw Failure.usage("--url must be http://HOST:PORT or https://HOST:PORT but was: " + url);
    }
    String token = environment.getOrDefault(TOKEN, "").strip();
    if (!token.matches(VISIBLE)) {
      throw Failure.usage(
          token.isEmpty()
              ? "no token: set the environment variable " + TOKEN
              : TOKEN + " holds characters that no token has");
    }
    return new FrontDoor(url, token, words -> Screens.err(command).println(words));
  }
}
