package io.estop.starter.gate;

import io.estop.gate.Admission;
import io.estop.gate.OrderRequest;
import io.estop.gate.TradingGate;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The gate for whatever cannot load the library: the verdict of this process's own snapshot, under
 * the limits of whoever asks. Needs neither PostgreSQL nor Temporal.
 */
@RestController
@RequestMapping("/api/v1/gate/orders")
final class GateController {
  private final TradingGate gate;
  private final RegisteredLimits limits;
  private final Admissions admissions;

  GateController(TradingGate gate, RegisteredLimits limits, Admissions admissions) {
    this.gate = gate;
    this.limits = limits;
    this.admissions = admissions;
  }

  /**
   * The verdict.
   *
   * @param reason why not; null when allowed
   * @param boardVersion that it rests on
   * @param ageMillis of the reading that it rests on
   * @param expiresInMillis until when the order may be sent; 0 when denied
   */
  record VerdictJson(
      String orderId,
      boolean allowed,
      @Nullable String reason,
      String boardVersion,
      long ageMillis,
      long expiresInMillis) {}

  @PostMapping
  ResponseEntity<VerdictJson> ask(@RequestBody GateOrder body, HttpServletRequest request) {
    String component = component(body, request);
    OrderRequest order = body.toOrder();
    Admission admission = gate.admit(order, limits.of(component).orElse(null));
    boolean allowed = admission.verdict().allowed();
    String orderId = Objects.requireNonNull(body.orderId());
    if (allowed) {
      admissions.enter(component, orderId, admission);
    }
    TradingGate.State state = gate.state();
    long expires =
        allowed ? Math.min(state.expiresIn().toMillis(), Admissions.LONGEST.toMillis()) : 0;
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new VerdictJson(
                orderId,
                allowed,
                admission.verdict().reason() == null ? null : admission.verdict().reason().name(),
                state.version().toString(),
                state.age().toMillis(),
                expires));
  }

  @DeleteMapping("/{orderId}")
  ResponseEntity<Void> exit(@PathVariable String orderId, HttpServletRequest request) {
    admissions.exit(caller(request).name(), orderId);
    return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
  }

  private static Person caller(HttpServletRequest request) {
    return Caller.allowed(request, role -> role == Role.COMPONENT, "ask the gate");
  }

  private static String component(GateOrder body, HttpServletRequest request) {
    String own = caller(request).name();
    if (body.component() != null && !body.component().equals(own)) {
      throw new Problem(
          HttpStatus.FORBIDDEN, own + " may ask for its own orders alone: leave 'component' out");
    }
    return own;
  }
}
