package org.espalier.runners;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/** A disk that can be full: {@code small:///folder} is the local folder, with so much room. */
public final class SmallDisk extends FileSystem<SmallDisk.Id> {

  /** Bytes that can still be written. */
  static final AtomicLong ROOM = new AtomicLong();

  private static final String SCHEME = "small";

  /** Makes it known to Beam. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new SmallDisk());
    }
  }

  /**
   * A file on it.
   *
   * @param local where it really lies
   */
  public record Id(String local) implements ResourceId {

    ResourceId real() {
      return FileSystems.matchNewResource(local, isDirectory());
    }

    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      return new Id(Path.of(local).resolve(other).toString());
    }

    @Override
    public ResourceId getCurrentDirectory() {
      return isDirectory() ? this : new Id(Path.of(local).getParent() + "/");
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public String getFilename() {
      return String.valueOf(Path.of(local).getFileName());
    }

    @Override
    public boolean isDirectory() {
      return local.endsWith("/");
    }

    @Override
    public String toString() {
      return SCHEME + "://" + local;
    }
  }

  @Override
  protected List<MatchResult> match(List<String> specs) throws IOException {
    var local = specs.stream().map(spec -> id(spec).local()).toList();
    return FileSystems.match(local, EmptyMatchTreatment.ALLOW).stream()
        .map(
            found -> {
              try {
                return MatchResult.create(
                    found.status(), found.metadata().stream().map(SmallDisk::here).toList());
              } catch (IOException failure) {
                return MatchResult.create(found.status(), failure);
              }
            })
        .toList();
  }

  @Override
  protected WritableByteChannel create(Id file, CreateOptions options) throws IOException {
    var real = FileSystems.create(file.real(), options);
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        if (ROOM.addAndGet(-bytes.remaining()) < 0) {
          throw new IOException("No space left on device");
        }
        return real.write(bytes);
      }

      @Override
      public boolean isOpen() {
        return real.isOpen();
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }

  @Override
  protected ReadableByteChannel open(Id file) throws IOException {
    return FileSystems.open(file.real());
  }

  @Override
  protected void copy(List<Id> from, List<Id> to) throws IOException {
    FileSystems.copy(real(from), real(to));
  }

  @Override
  protected void rename(List<Id> from, List<Id> to, MoveOptions... options) throws IOException {
    FileSystems.rename(real(from), real(to), options);
  }

  @Override
  protected void delete(Collection<Id> files) throws IOException {
    FileSystems.delete(real(files));
  }

  @Override
  protected Id matchNewResource(String spec, boolean isDirectory) {
    return id(spec);
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static Id id(String spec) {
    return new Id(spec.substring(spec.indexOf("://") + "://".length()));
  }

  private static Metadata here(Metadata found) {
    return Metadata.builder()
        .setResourceId(new Id(found.resourceId().toString()))
        .setSizeBytes(found.sizeBytes())
        .setIsReadSeekEfficient(true)
        .build();
  }

  private static List<ResourceId> real(Collection<Id> files) {
    return files.stream().map(Id::real).toList();
  }
}
