#include "tests/support/FilmWriter.h"

namespace gatehouse::test {

namespace {

constexpr int PatienceMilliseconds = 60'000;

} // namespace

FilmWriter::FilmWriter(const QString& file, QSize picture, int framesPerSecond)
{
    const QString rate = QString::number(framesPerSecond);
    QStringList arguments { QStringLiteral("-y"), QStringLiteral("-loglevel"), QStringLiteral("error") };
    arguments << QStringLiteral("-f") << QStringLiteral("rawvideo") << QStringLiteral("-pix_fmt")
              << QStringLiteral("bgra") << QStringLiteral("-s")
              << QStringLiteral("%1x%2").arg(picture.width()).arg(picture.height()) << QStringLiteral("-r") << rate
              << QStringLiteral("-i") << QStringLiteral("-");
    arguments << QStringLiteral("-c:v") << QStringLiteral("libx264") << QStringLiteral("-preset")
              << QStringLiteral("veryfast") << QStringLiteral("-bf") << QStringLiteral("0") << QStringLiteral("-g")
              << rate << QStringLiteral("-b:v") << QStringLiteral("3M") << QStringLiteral("-maxrate")
              << QStringLiteral("4M") << QStringLiteral("-bufsize") << QStringLiteral("4M")
              << QStringLiteral("-threads") << QStringLiteral("1") << QStringLiteral("-x264-params")
              << QStringLiteral("aud=1") << QStringLiteral("-pix_fmt") << QStringLiteral("yuv420p")
              << QStringLiteral("-f") << QStringLiteral("h264") << file;
    m_encoder.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_encoder.start(QStringLiteral("ffmpeg"), arguments);
}

void FilmWriter::add(const QImage& picture)
{
    m_encoder.write(reinterpret_cast<const char*>(picture.constBits()), picture.sizeInBytes());
    while (m_encoder.bytesToWrite() > 0 && m_encoder.waitForBytesWritten(PatienceMilliseconds)) { }
}

bool FilmWriter::finish()
{
    m_encoder.closeWriteChannel();
    return m_encoder.waitForFinished(PatienceMilliseconds) && m_encoder.exitStatus() == QProcess::NormalExit
        && m_encoder.exitCode() == 0;
}

} // namespace gatehouse::test
