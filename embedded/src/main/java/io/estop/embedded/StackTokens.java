package io.estop.embedded;

import java.util.List;

/** Who may do what in a stack: one who presses, one who asks, one who approves, one who looks. */
public record StackTokens(
    StackIdentity presser,
    StackIdentity requester,
    StackIdentity approver,
    StackIdentity viewer,
    String venueKeyId,
    String venueSecretKey) {

  static StackTokens random() {
    return new StackTokens(
        StackIdentity.random("demo-presser", "OPERATOR"),
        StackIdentity.random("demo-requester", "RISK"),
        StackIdentity.random("demo-approver", "RISK"),
        StackIdentity.random("demo-viewer", "VIEWER"),
        "demo-key",
        StackIdentity.secret());
  }

  List<StackIdentity> all() {
    return List.of(presser, requester, approver, viewer);
  }
}
