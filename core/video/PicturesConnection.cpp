#include "core/video/PicturesConnection.h"

#include "core/video/PictureFiles.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace gatehouse::video {

namespace {

Picture stillPicture(const QImage& image)
{
    auto owner = std::make_shared<const QImage>(image);
    Picture picture;
    picture.format = PixelFormat::Bgr24;
    picture.size = owner->size();
    picture.planes[0] = { owner->constBits(), owner->bytesPerLine() };
    picture.owner = std::move(owner);
    return picture;
}

// False when it was stopped before the moment came.
bool sleepUntil(std::chrono::steady_clock::time_point moment, const std::stop_token& stopped)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_until(lock, stopped, moment, [] { return false; });
    return !stopped.stop_requested();
}

} // namespace

PicturesConnection::PicturesConnection(Listing listing, Playback playback, const MailboxPort& port)
    : m_listing(std::move(listing))
    , m_playback(playback)
    , m_port(port)
    , m_thread([this](const std::stop_token& stopped) { play(stopped); })
{
}

void PicturesConnection::play(const std::stop_token& stopped) const
{
    auto due = std::chrono::steady_clock::now();
    qint64 place = 0;
    do {
        const auto paths = m_listing();
        if (!paths) {
            m_port.post(Loss { ErrorCode::CameraGone });
            return;
        }
        bool anyShown = false;
        for (const QString& path : *paths) {
            const auto image = readPictureFile(path);
            if (!image)
                continue;
            Picture picture = stillPicture(*image);
            picture.mediaTime = place;
            place += Interval;
            if (!m_port.post(std::move(picture)))
                return;
            anyShown = true;
            due += std::chrono::milliseconds(Interval);
            if (m_playback != Playback::FastOnce && !sleepUntil(due, stopped))
                return;
        }
        if (!anyShown) {
            m_port.post(Loss { ErrorCode::CameraFormatUnsupported });
            return;
        }
    } while (m_playback == Playback::Loop && !stopped.stop_requested());
    m_port.post(MediaEnd {});
}

} // namespace gatehouse::video
