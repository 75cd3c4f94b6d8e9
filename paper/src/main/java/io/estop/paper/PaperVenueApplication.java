package io.estop.paper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the paper venue as a process of its own. */
@SpringBootApplication
@EnableConfigurationProperties(PaperProperties.class)
public class PaperVenueApplication {

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(PaperVenueApplication.class);
    application.setLogStartupInfo(false);
    application.run(arguments);
  }
}
