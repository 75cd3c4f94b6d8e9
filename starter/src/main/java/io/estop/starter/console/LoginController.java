package io.estop.starter.console;

import io.estop.model.people.Person;
import io.estop.starter.people.SameOrigin;
import io.estop.starter.people.Sessions;
import io.estop.starter.people.SignInFilter;
import io.estop.starter.people.Tokens;
import io.estop.starter.wiring.EstopProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in to the console: a token, typed once, becomes a session's cookie. */
@Controller
final class LoginController {
  private final Tokens tokens;
  private final Sessions sessions;
  private final EstopProperties properties;

  LoginController(Tokens tokens, Sessions sessions, EstopProperties properties) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.properties = properties;
  }

  @GetMapping("/login")
  String page(Model model) {
    model.addAttribute("environment", properties.environment());
    return "login";
  }

  @PostMapping("/login")
  String signIn(
      @RequestParam(defaultValue = "") String token,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    SameOrigin.require(request);
    Optional<Person> person = tokens.person(token.trim());
    if (person.filter(one -> !one.role().isMachine()).isEmpty()) {
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      model.addAttribute("refused", "No person has this token. Tokens stand in estop.tokens.");
      return page(model);
    }
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        cookie(sessions.open(person.get()), Sessions.LENGTH, request.isSecure()));
    return "redirect:/";
  }

  @PostMapping("/logout")
  String signOut(HttpServletRequest request, HttpServletResponse response) {
    SignInFilter.session(request).ifPresent(sessions::close);
    response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request.isSecure()));
    return "redirect:/login";
  }

  private static String cookie(String value, Duration length, boolean secure) {
    return ResponseCookie.from(Sessions.COOKIE, value)
        .httpOnly(true)
        .sameSite("Strict")
        .secure(secure)
        .path("/")
        .maxAge(length)
        .build()
        .toString();
  }
}
