package io.estop.bench.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of every module, without tests; read once. */
final class Product {

  static final String ROOT = "io.estop.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // Tests that another module's tests stand on come as a jar once they are packaged.
          .withImportOption(place -> !place.contains("-tests.jar"))
          // JMH's own, made at compile time.
          .withImportOption(place -> !place.contains("/jmh_generated/"))
          .importPackages("io.estop");

  private Product() {}

  static JavaClasses classes() {
    return CLASSES;
  }

  /** Returns the pattern of a module's packages. */
  static String module(String name) {
    return ROOT + name + "..";
  }
}
