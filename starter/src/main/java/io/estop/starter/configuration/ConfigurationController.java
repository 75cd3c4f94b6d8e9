package io.estop.starter.configuration;

import io.estop.breaker.configuration.LiveConfiguration;
import io.estop.model.configuration.ConfigurationRefusedException;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.configuration.ConfigurationJson.VersionJson;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.store.configuration.ConfigurationVersion;
import io.estop.store.configuration.ConfigurationVersions;
import io.estop.store.configuration.ConfigurationVersions.Answer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The configuration: seen by everybody, changed by one person and another who approves. */
@RestController
@RequestMapping("/api/v1/configuration")
final class ConfigurationController {
  private static final int LISTED = 20;
  private static final int LONGEST_REASON = 500;
  private static final int MOST_SETTINGS = 100;

  private final LiveConfiguration live;
  private final ConfigurationVersions versions;

  ConfigurationController(LiveConfiguration live, ConfigurationVersions versions) {
    this.live = live;
    this.versions = versions;
  }

  /**
   * The body of a proposal.
   *
   * @param settings what changes, by key; null takes what was approved before off again
   */
  record Proposal(@Nullable Map<String, @Nullable String> settings, @Nullable String reason) {}

  /** The body of an approval. */
  record ApprovalRequest(@Nullable String approvalHash) {}

  @GetMapping
  ConfigurationJson show() {
    return ConfigurationJson.of(live.inForce(), versions.newest(LISTED));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  VersionJson propose(@RequestBody Proposal body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::configures, "change the configuration");
    String reason = Values.text("reason", body.reason(), LONGEST_REASON);
    if (body.settings() == null
        || body.settings().isEmpty()
        || body.settings().size() > MOST_SETTINGS) {
      throw Problem.value("settings must name 1 to " + MOST_SETTINGS + " keys that change");
    }
    Optional<ConfigurationVersion> before = versions.inForce();
    long base = before.map(ConfigurationVersion::number).orElse(0L);
    Map<String, String> settings =
        new HashMap<>(before.map(ConfigurationVersion::settings).orElse(Map.of()));
    body.settings()
        .forEach(
            (path, text) -> {
              if (text == null) {
                settings.remove(path);
              } else {
                settings.put(path, text);
              }
            });
    requireItHolds(settings, base);
    return VersionJson.of(versions.propose(base, settings, reason, person.name()));
  }

  @PostMapping("/{version}/approval")
  ConfigurationJson approve(
      @PathVariable long version, @RequestBody ApprovalRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::configures, "change the configuration");
    String hash = Values.text("approvalHash", body.approvalHash(), LONGEST_REASON);
    Map<String, String> settings =
        versions
            .find(version)
            .map(ConfigurationVersion::settings)
            .orElseThrow(() -> unknown(version));
    requireItHolds(settings, version);
    Answer answer = versions.approve(version, hash, person.name());
    if (answer != Answer.APPROVED && answer != Answer.APPROVED_BEFORE) {
      throw refused(answer, version, person);
    }
    live.refresh();
    return show();
  }

  private void requireItHolds(Map<String, String> settings, long version) {
    try {
      live.with(settings, version);
    } catch (ConfigurationRefusedException refused) {
      throw new Problem(
          HttpStatus.UNPROCESSABLE_CONTENT,
          String.join("; ", refused.errors()),
          Map.of("errors", List.copyOf(refused.errors())));
    }
  }

  private static Problem refused(Answer answer, long version, Person person) {
    return switch (answer) {
      case SAME_PERSON ->
          new Problem(
              HttpStatus.FORBIDDEN,
              person.name() + " proposed version " + version + ": another person must approve it");
      case OTHER_HASH ->
          Problem.value("approvalHash is not that of version " + version + ": read it again");
      case OUTDATED ->
          new Problem(
              HttpStatus.CONFLICT,
              "another version came into force since version "
                  + version
                  + " was proposed: propose it anew");
      default -> unknown(version);
    };
  }

  private static Problem unknown(long version) {
    return new Problem(HttpStatus.NOT_FOUND, "no version has the number " + version);
  }
}
