package io.estop.starter.wiring;

import io.estop.breaker.configuration.ConfigurationFile;
import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.ConfigurationRefusedException;
import io.estop.model.configuration.ConfiguredSettings;
import io.estop.model.configuration.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads the specification's configuration before anything else is wired. What it gives becomes the
 * process' own settings, behind the environment and before {@code application.yml}.
 */
final class SpecificationSettings implements EnvironmentPostProcessor {
  /** Where the whole of it stands for {@link #of}. */
  private static final String WHOLE = "estop.configuration";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Configuration read = read(environment);
    Map<String, Object> fromFile = new HashMap<>(ConfiguredSettings.of(read, Source.Kind.FILE));
    fromFile.put(WHOLE, read);
    behindTheEnvironment(environment, new MapPropertySource("specification, file", fromFile));
    behindTheEnvironment(
        environment,
        new MapPropertySource(
            "specification, variables",
            Map.copyOf(ConfiguredSettings.of(read, Source.Kind.ENVIRONMENT))));
  }

  /** Returns what was read when the process began. */
  static Configuration of(ConfigurableEnvironment environment) {
    return environment.getRequiredProperty(WHOLE, Configuration.class);
  }

  private static Configuration read(ConfigurableEnvironment environment) {
    try {
      return ConfigurationFile.ofProcess(
          name -> Optional.ofNullable(environment.getProperty(name)));
    } catch (ConfigurationRefusedException refused) {
      throw new ConfigurationRefused(String.join("\n", refused.errors()));
    }
  }

  private static void behindTheEnvironment(
      ConfigurableEnvironment environment, MapPropertySource settings) {
    environment
        .getPropertySources()
        .addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, settings);
  }
}
