package io.estop.starter.component;

import io.estop.gate.board.Board;
import io.estop.gate.board.Limits;
import io.estop.halt.HaltTimeouts;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import io.estop.store.component.Components.Registered;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who trades through a gate: registered by RISK and ADMIN, seen by everybody. */
@RestController
@RequestMapping("/api/v1/components")
final class ComponentController {
  private static final String REGISTER = "register or remove a component";
  private static final Limits NONE = new Limits(BigDecimal.ZERO, BigDecimal.ZERO);

  private final Components components;
  private final ComponentView view;
  private final Board board;
  private final HaltTimeouts bounds;

  ComponentController(Components components, ComponentView view, Board board, HaltTimeouts bounds) {
    this.components = components;
    this.view = view;
    this.board = board;
    this.bounds = bounds;
  }

  @GetMapping
  List<ComponentJson> all() {
    return view.of(components.all());
  }

  @GetMapping("/{name}")
  ComponentJson one(@PathVariable String name) {
    return json(found(name));
  }

  @PutMapping("/{name}")
  ResponseEntity<ComponentJson> register(
      @PathVariable String name, @RequestBody ComponentRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::registers, REGISTER);
    Component component = body.toComponent(name);
    Registered done = registered(person, component);
    return ResponseEntity.status(done == Registered.NEW ? HttpStatus.CREATED : HttpStatus.OK)
        .body(json(component));
  }

  private Registered registered(Person person, Component component) {
    try {
      return components.register(person.name(), component);
    } catch (IllegalArgumentException refused) {
      throw Problem.value(String.valueOf(refused.getMessage()));
    }
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String name, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::registers, REGISTER);
    found(name);
    components.remove(person.name(), name);
    // What it was allowed under REDUCED goes with it; where Redis is down, the keeper sees to it.
    board.writeLimits(name, NONE, bounds.keeperCall());
  }

  private ComponentJson json(Component component) {
    return view.of(List.of(component)).get(0);
  }

  private Component found(String name) {
    Optional<Component> found =
        name.matches("[A-Za-z0-9._-]{1,64}") ? components.find(name) : Optional.empty();
    return found.orElseThrow(
        () ->
            new Problem(
                HttpStatus.NOT_FOUND, "no component has that name: see /api/v1/components"));
  }
}
