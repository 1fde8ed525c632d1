package org.espalier.schemas.trust;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Declares the records of {@code org.espalier.schemas} to Avro as safe to build from a file. Avro
 * refuses every other class that a file names.
 *
 * <p>Nothing is converted: Avro loads the conversions on the class path (this one by {@code
 * META-INF/services}) before it builds any record, in the driver and on every worker. So no process
 * needs a flag, and no caller has to remember.
 */
public final class TrustedRecords extends Conversion<TrustedRecords> {

  private static final String RECORDS = "org.espalier.schemas";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(RECORDS)));
  }

  @Override
  public Class<TrustedRecords> getConvertedType() {
    return TrustedRecords.class;
  }

  @Override
  public String getLogicalTypeName() {
    return "espalier-trusted-records"; // no schema has a type of this name
  }
}
