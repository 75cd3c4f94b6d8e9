package io.estop.starter.stop;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Values;
import io.estop.starter.stop.StopTasks.TaskRequest;
import io.estop.starter.stop.StopTasks.TasksJson;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tasks over REST; those who may press may act. */
@RestController
@RequestMapping("/api/v1/stops/{stopId}/tasks")
final class TaskController {
  private final StopTasks tasks;

  TaskController(StopTasks tasks) {
    this.tasks = tasks;
  }

  @GetMapping
  TasksJson all(@PathVariable String stopId) {
    return tasks.all(Values.stopId(stopId));
  }

  @PostMapping("/{number}/resolve")
  TaskJson resolve(
      @PathVariable String stopId,
      @PathVariable String number,
      @RequestBody TaskRequest body,
      HttpServletRequest request) {
    Person person = allowed(request);
    return tasks.resolve(Values.stopId(stopId), number, body, person);
  }

  @PostMapping("/{number}/retry")
  TaskJson retry(
      @PathVariable String stopId,
      @PathVariable String number,
      @RequestBody TaskRequest body,
      HttpServletRequest request) {
    Person person = allowed(request);
    return tasks.retry(Values.stopId(stopId), number, body, person);
  }

  @PostMapping("/{number}/hand-over")
  TaskJson handOver(
      @PathVariable String stopId,
      @PathVariable String number,
      @RequestBody TaskRequest body,
      HttpServletRequest request) {
    Person person = allowed(request);
    return tasks.handOver(Values.stopId(stopId), number, body, person);
  }

  @PostMapping("/{number}/give-back")
  TaskJson giveBack(
      @PathVariable String stopId,
      @PathVariable String number,
      @RequestBody TaskRequest body,
      HttpServletRequest request) {
    Person person = allowed(request);
    return tasks.giveBack(Values.stopId(stopId), number, body, person);
  }

  private static Person allowed(HttpServletRequest request) {
    return Caller.allowed(request, Role::presses, "act on a task");
  }
}
