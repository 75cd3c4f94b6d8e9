package io.estop.starter.console;

import io.estop.breaker.configuration.LiveConfiguration;
import io.estop.model.StopId;
import io.estop.model.people.Person;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Values;
import io.estop.starter.wiring.EstopProperties;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The pages. They need no store: what they show, they ask of the API. */
@Controller
final class ConsoleController {
  private final EstopProperties properties;
  private final LiveConfiguration configuration;

  ConsoleController(EstopProperties properties, LiveConfiguration configuration) {
    this.properties = properties;
    this.configuration = configuration;
  }

  @GetMapping("/")
  String overview(HttpServletRequest request, Model model) {
    frame(request, model);
    return "overview";
  }

  @GetMapping("/stops/{stopId}")
  String stop(@PathVariable String stopId, HttpServletRequest request, Model model) {
    StopId stop = Values.stopId(stopId);
    frame(request, model);
    model.addAttribute("stopId", stop.value());
    return "stop";
  }

  private void frame(HttpServletRequest request, Model model) {
    Person person = Caller.of(request);
    model.addAttribute("environment", properties.environment());
    model.addAttribute("observeOnly", configuration.observeOnly());
    model.addAttribute("person", person.name());
    model.addAttribute("role", person.role().name());
    model.addAttribute("presses", person.role().presses());
    model.addAttribute("confirms", person.role().confirms());
  }
}
