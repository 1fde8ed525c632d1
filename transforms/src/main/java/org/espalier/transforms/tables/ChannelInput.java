package org.espalier.transforms.tables;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.espalier.transforms.files.StoredFiles;

/** A file of any Beam file system that can be read at any position, as Parquet wants it. */
record ChannelInput(ResourceId file, long length) implements InputFile {

  static ChannelInput of(String path) throws IOException {
    return new ChannelInput(StoredFiles.resource(path), StoredFiles.size(path));
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    var channel = FileSystems.open(file);
    if (!(channel instanceof SeekableByteChannel seekable)) {
      throw new IOException(file + " lies on a file system that cannot seek");
    }
    return new DelegatingSeekableInputStream(Channels.newInputStream(seekable)) {
      @Override
      public long getPos() throws IOException {
        return seekable.position();
      }

      @Override
      public void seek(long position) throws IOException {
        seekable.position(position);
      }
    };
  }
}
