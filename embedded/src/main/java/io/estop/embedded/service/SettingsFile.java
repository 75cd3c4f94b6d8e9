package io.estop.embedded.service;

import io.estop.embedded.process.StartFailure;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The settings of one child in a file that only its owner can read: they hold tokens. */
final class SettingsFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SettingsFile() {}

  static Path write(Path folder, String name, Map<String, String> settings) {
    Path file = folder.resolve(name + ".properties");
    Properties properties = new Properties();
    properties.putAll(settings);
    try {
      if (!Files.exists(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
      try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        properties.store(writer, null);
      }
      return file;
    } catch (IOException e) {
      throw new StartFailure("cannot write the settings of " + name + ": " + e.getMessage(), e);
    }
  }
}
