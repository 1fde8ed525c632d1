package org.espalier.pipelines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.espalier.transforms.tables.Table;

/**
 * Few enough rows for one file, gathered, sorted and written as a Parquet table.
 *
 * @param <T> the row type
 */
final class StoreRows<T extends SpecificRecord> extends PTransform<PCollection<T>, PDone> {

  private final Class<T> type;
  private final String path;
  private final SerializableFunction<T, Long> order;

  private StoreRows(Class<T> type, String path, SerializableFunction<T, Long> order) {
    this.type = type;
    this.path = path;
    this.order = order;
  }

  /**
   * Stores rows.
   *
   * @param path the file
   * @param order what they are sorted by
   */
  static <T extends SpecificRecord> StoreRows<T> of(
      Class<T> type, String path, SerializableFunction<T, Long> order) {
    return new StoreRows<>(type, path, order);
  }

  @Override
  public PDone expand(PCollection<T> rows) {
    rows.apply("Together", WithKeys.of((Void) null))
        .setCoder(KvCoder.of(VoidCoder.of(), rows.getCoder()))
        .apply("Gather", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn<>(type, path, order)));
    return PDone.in(rows.getPipeline());
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class WriteFn<T extends SpecificRecord>
      extends DoFn<KV<Void, Iterable<T>>, Void> {

    private final Class<T> type;
    private final String path;
    private final SerializableFunction<T, Long> order;

    WriteFn(Class<T> type, String path, SerializableFunction<T, Long> order) {
      this.type = type;
      this.path = path;
      this.order = order;
    }

    @ProcessElement
    public void write(@Element KV<Void, Iterable<T>> gathered) throws IOException {
      var rows = new ArrayList<T>();
      gathered.getValue().forEach(rows::add);
      rows.sort(Comparator.comparing(order::apply));
      Table.of(type).write(path, rows);
    }
  }
}
