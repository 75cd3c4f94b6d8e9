package io.estop.starter;

import io.estop.starter.wiring.EstopProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Process 2, the front door: REST, console, event stream; keeper of the lease. */
@SpringBootApplication
@EnableConfigurationProperties(EstopProperties.class)
public class StarterApplication {
  /** Starts the process; PostgreSQL, Redis and Temporal may all be down. */
  public static void main(String[] arguments) {
    SpringApplication.run(StarterApplication.class, arguments);
  }
}
