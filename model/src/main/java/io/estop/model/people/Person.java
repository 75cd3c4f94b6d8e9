package io.estop.model.people;

import java.util.regex.Pattern;

/**
 * A named person, as authenticated: never as claimed in a request.
 *
 * @param name 1 to 64 of letters, digits and {@code . _ @ -}
 * @param role what this person may do
 */
public record Person(String name, Role role) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  public Person {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name of a person must be 1 to 64 of letters, digits, '.', '_', '@' and '-' but was: "
              + name);
    }
  }
}
