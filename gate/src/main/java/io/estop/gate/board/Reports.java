package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads what components say of themselves: bounded, whatever one of them writes. */
final class Reports {
  /** Most gates under one name. */
  static final int MAX_INSTANCES = 16;

  /** Most bytes of one acknowledgement: 300 holds, 1,000 orders and 200 of the lane fit. */
  static final int MAX_BYTES = 256 * 1024;

  /** Most bytes that a component may take in Redis; more is not read. */
  static final int MAX_COMPONENT_BYTES = 1024 * 1024;

  /** Beyond that a component's key is forgotten as a whole. */
  static final int MAX_KEPT_BYTES = 4 * MAX_COMPONENT_BYTES;

  /** Components in one call: no call keeps Redis from others for long. */
  private static final int PAGE = 50;

  private Reports() {}

  static Answer<List<ComponentReport>> read(
      RedisLink<StatefulRedisConnection<String, String>> link,
      EnvironmentId environment,
      List<String> components,
      Duration timeout) {
    String[] bounds = texts(MAX_INSTANCES, MAX_BYTES, MAX_COMPONENT_BYTES);
    return link.<List<List<String>>>call(
            timeout,
            redis -> paged(redis, Script.ACKNOWLEDGEMENTS, keys(environment, components), bounds))
        .map(answers -> reports(environment, components, answers));
  }

  static Answer<Integer> tidy(
      RedisLink<StatefulRedisConnection<String, String>> link,
      EnvironmentId environment,
      List<String> components,
      Duration silence,
      Duration timeout) {
    String[] bounds = texts(silence.toMillis(), 10 * MAX_INSTANCES, MAX_KEPT_BYTES);
    return link.<List<String>>call(
            timeout, redis -> paged(redis, Script.TIDY, keys(environment, components), bounds))
        .map(counts -> counts.stream().mapToInt(Integer::parseInt).sum());
  }

  private static <T> CompletionStage<List<T>> paged(
      StatefulRedisConnection<String, String> redis,
      Script script,
      List<String> keys,
      String[] bounds) {
    CompletionStage<List<T>> all = CompletableFuture.completedFuture(List.of());
    for (int from = 0; from < keys.size(); from += PAGE) {
      List<String> page = keys.subList(from, Math.min(keys.size(), from + PAGE));
      CompletionStage<List<T>> next =
          Scripts.run(redis, script, page.toArray(String[]::new), bounds);
      all = all.thenCombine(next, Reports::joined);
    }
    return all;
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private static List<ComponentReport> reports(
      EnvironmentId environment, List<String> components, List<List<String>> answers) {
    List<ComponentReport> reports = new ArrayList<>();
    for (int at = 0; at < components.size(); at++) {
      reports.add(report(environment, components.get(at), answers.get(at)));
    }
    return List.copyOf(reports);
  }

  private static ComponentReport report(
      EnvironmentId environment, String component, List<String> answer) {
    List<Acknowledgement> instances = new ArrayList<>();
    String trouble = answer.get(0);
    for (int at = 1; at < answer.size(); at += 2) {
      String instance = answer.get(at);
      try {
        instances.add(checked(environment, component, instance, answer.get(at + 1)));
      } catch (IllegalArgumentException damaged) {
        trouble = "instance " + instance + ": " + damaged.getMessage();
      }
    }
    return new ComponentReport(component, instances, trouble);
  }

  private static Acknowledgement checked(
      EnvironmentId environment, String component, String instance, String text) {
    Acknowledgement said = AcknowledgementCodec.parse(environment, text);
    if (!said.component().equals(component) || !said.instance().equals(instance)) {
      throw new IllegalArgumentException(
          "speaks as " + said.component() + ", instance " + said.instance());
    }
    return said;
  }

  private static List<String> keys(EnvironmentId environment, List<String> components) {
    BoardKeys keys = new BoardKeys(environment);
    return components.stream().map(keys::acknowledgement).toList();
  }

  private static String[] texts(long first, long second, long third) {
    return new String[] {Long.toString(first), Long.toString(second), Long.toString(third)};
  }
}
