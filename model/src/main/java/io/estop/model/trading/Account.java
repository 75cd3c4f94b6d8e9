package io.estop.model.trading;

/**
 * One account at one venue; the text form is {@code venue/id}.
 *
 * @param venue the venue's configured name
 * @param id the account's number at that venue
 */
public record Account(String venue, String id) {
  public Account {
    if (venue.isBlank() || venue.contains("/") || id.isBlank() || id.contains("/")) {
      throw new IllegalArgumentException(
          "account must be a venue and an id without '/' but was: " + venue + " and " + id);
    }
  }

  /**
   * Returns the account that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException naming the text and the expected form
   */
  public static Account parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("account must be 'venue/id' but was: " + text);
    }
    return new Account(parts[0], parts[1]);
  }

  @Override
  public String toString() {
    return venue + "/" + id;
  }
}
