#pragma once

#include <QImage>
#include <QProcess>
#include <QString>

namespace gatehouse::test {

// Writes drawn pictures as a film that rtsp_film.py serves: H.264 in Annex B, as a network camera sends it (no frames
// out of order, a key frame a second, a bounded rate), encoded by ffmpeg on one thread. One owner, any thread.
class FilmWriter
{
public:
    FilmWriter(const QString& file, QSize picture, int framesPerSecond);

    // Format_RGB32, of the size given.
    void add(const QImage& picture);
    // False when ffmpeg is missing or failed; what it said is on standard error.
    bool finish();

private:
    QProcess m_encoder;
};

} // namespace gatehouse::test
