package io.estop.model.configuration;

import io.estop.model.configuration.Configuration.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration from what a file says, whatever its format, and from environment variables,
 * which win. Pure; all errors are told at once.
 */
public final class ConfigurationReader {
  /** What the specification calls the whole, in code and so in files. */
  private static final Set<String> ROOTS = Set.of("emergency_stop", "EMERGENCY_STOP_CONFIG");

  private static final Set<String> SECTIONS =
      Arrays.stream(Key.values())
          .map(Key::path)
          .filter(path -> path.indexOf('.') > 0)
          .map(path -> path.substring(0, path.indexOf('.')))
          .collect(Collectors.toCollection(TreeSet::new));

  private final Map<Key, Value> values = new EnumMap<>(Configuration.standard().values());
  private final List<String> errors = new ArrayList<>();
  private final Function<String, Optional<String>> variables;

  private ConfigurationReader(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /**
   * Reads a configuration.
   *
   * @param file what a file says as maps, lists, numbers and texts: the keys, or one map of them
   *     under {@code emergency_stop} or {@code EMERGENCY_STOP_CONFIG}
   * @param name of the file, for people
   * @param variables the environment
   * @throws ConfigurationRefusedException with everything that is wrong
   */
  public static Configuration read(
      Map<?, ?> file, String name, Function<String, Optional<String>> variables) {
    ConfigurationReader reader = new ConfigurationReader(variables);
    reader.file(unwrapped(file), new Source(Source.Kind.FILE, name));
    reader.environment();
    reader.errors.addAll(Configuration.contradictions(reader.values));
    if (!reader.errors.isEmpty()) {
      throw new ConfigurationRefusedException(reader.errors);
    }
    return new Configuration(reader.values);
  }

  private static Map<?, ?> unwrapped(Map<?, ?> file) {
    if (file.size() == 1) {
      Map.Entry<?, ?> only = file.entrySet().iterator().next();
      if (ROOTS.contains(String.valueOf(only.getKey()))
          && only.getValue() instanceof Map<?, ?> in) {
        return in;
      }
    }
    return file;
  }

  private void file(Map<?, ?> file, Source source) {
    file.forEach(
        (name, said) -> {
          String key = String.valueOf(name);
          if (SECTIONS.contains(key) && said instanceof Map<?, ?> section) {
            section.forEach((inner, value) -> entry(key + "." + inner, value, source));
          } else if (SECTIONS.contains(key)) {
            errors.add(key + " must be a map of keys but was: " + said + " (" + source + ")");
          } else {
            entry(key, said, source);
          }
        });
  }

  private void entry(String path, @Nullable Object said, Source source) {
    Optional<Key> key = Key.ofPath(path);
    if (key.isEmpty()) {
      errors.add("there is no key " + path + ": known are " + beside(path) + " (" + source + ")");
    } else {
      Configuration.put(values, key.get(), text(said), source, errors);
    }
  }

  /** Returns the keys of the path's section; of the top where there is no such section. */
  private static String beside(String path) {
    int dot = path.indexOf('.');
    String section = dot < 0 ? "" : path.substring(0, dot + 1);
    Collection<String> known =
        Arrays.stream(Key.values())
            .map(Key::path)
            .filter(one -> section.isEmpty() ? one.indexOf('.') < 0 : one.startsWith(section))
            .map(one -> one.substring(section.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (section.isEmpty()) {
      known.addAll(SECTIONS);
    }
    return String.join(", ", known);
  }

  private static String text(@Nullable Object said) {
    if (said instanceof Collection<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return said == null ? "" : String.valueOf(said);
  }

  private void environment() {
    for (Key key : Key.values()) {
      List<String> given =
          key.variables().stream().filter(name -> variables.apply(name).isPresent()).toList();
      given.stream()
          .findFirst()
          .ifPresent(
              name ->
                  Configuration.put(
                      values,
                      key,
                      variables.apply(name).orElse(""),
                      new Source(Source.Kind.ENVIRONMENT, name),
                      errors));
      if (given.stream().map(variables).distinct().count() > 1) {
        errors.add(
            "the variables "
                + String.join(" and ", given)
                + " set the same key "
                + key.path()
                + " to different values: keep one");
      }
    }
  }
}
