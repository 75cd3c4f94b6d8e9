package io.estop.starter.configuration;

import io.estop.breaker.configuration.LiveConfiguration.InForce;
import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.Key;
import io.estop.store.configuration.ConfigurationVersion;
import io.estop.store.configuration.ConfigurationVersion.Approval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as REST shows it.
 *
 * @param version approved version in force in this starter; 0: file and variables alone
 * @param versions the newest, approved or not
 */
record ConfigurationJson(
    long version, boolean observeOnly, List<KeyJson> keys, List<VersionJson> versions) {

  /** One key; value and source are null where it has no default and nobody set it. */
  record KeyJson(
      String key,
      @Nullable String value,
      @Nullable String source,
      String unit,
      String bound,
      String does,
      boolean changesWhileRunning) {

    static KeyJson of(Key key, Configuration configuration) {
      Configuration.@Nullable Value value = configuration.value(key).orElse(null);
      return new KeyJson(
          key.path(),
          value == null ? null : value.text(),
          value == null ? null : value.source().toString(),
          key.unit(),
          key.bound(),
          key.does(),
          key.changesWhileRunning());
    }
  }

  /** One version; approver and moment are null while nobody approved it. */
  record VersionJson(
      long version,
      long base,
      Map<String, String> settings,
      String reason,
      String proposer,
      String proposedAt,
      String approvalHash,
      @Nullable String approver,
      @Nullable String approvedAt) {

    static VersionJson of(ConfigurationVersion version) {
      @Nullable Approval approval = version.approval().orElse(null);
      return new VersionJson(
          version.number(),
          version.base(),
          new TreeMap<>(version.settings()),
          version.reason(),
          version.proposer(),
          version.proposedAt().toString(),
          version.approvalHash(),
          approval == null ? null : approval.approver(),
          approval == null ? null : approval.at().toString());
    }
  }

  static ConfigurationJson of(InForce inForce, List<ConfigurationVersion> versions) {
    return new ConfigurationJson(
        inForce.version(),
        inForce.configuration().observeOnly(),
        Arrays.stream(Key.values()).map(key -> KeyJson.of(key, inForce.configuration())).toList(),
        versions.stream().map(VersionJson::of).toList());
  }
}
