package io.estop.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the worker. It comes up, and says so in its health, while everything else is down. */
@SpringBootApplication
@EnableConfigurationProperties({WorkerProperties.class, SensorProperties.class})
public class WorkerApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(WorkerApplication.class, arguments);
  }
}
