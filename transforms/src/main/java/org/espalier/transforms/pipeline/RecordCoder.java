package org.espalier.transforms.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Our records between the steps of a pipeline, in Avro's binary encoding. Beam's own coder of them
 * carries its schema as JSON; a pipeline stores and opens its coders some hundred times, and to
 * write and parse that much JSON cost a tenth of an empty round. This one carries the name of the
 * class, which has the schema.
 *
 * @param <T> the record type
 */
public final class RecordCoder<T extends SpecificRecord> extends CustomCoder<T> {

  private final Class<T> type;

  private RecordCoder(Class<T> type) {
    this.type = type;
  }

  /** The coder of a record type. */
  public static <T extends SpecificRecord> RecordCoder<T> of(Class<T> type) {
    return new RecordCoder<>(type);
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new SpecificDatumWriter<>(type).write(value, encoder);
    encoder.flush();
  }

  /** Reads one record and not a byte more. */
  @Override
  public T decode(InputStream in) throws IOException {
    return new SpecificDatumReader<>(type)
        .read(null, DecoderFactory.get().directBinaryDecoder(in, null));
  }

  /** Equal records have equal bytes: none of ours has a map. */
  @Override
  public void verifyDeterministic() {}

  @Override
  public TypeDescriptor<T> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordCoder<?> coder && type.equals(coder.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return "RecordCoder of " + type.getSimpleName();
  }
}
