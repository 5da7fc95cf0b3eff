#pragma once

#include "core/video/CameraSource.h"
#include "core/video/Connection.h"

#include <QStringList>

#include <functional>
#include <stop_token>
#include <thread>

namespace gatehouse::video {

// Still pictures as a connection: one after the other, two a second, or with Playback::FastOnce as fast as they are
// taken. The list is asked for at each round, so that a folder may grow. Pictures that cannot be decoded are passed
// over; a round without any is a loss. Internal to core/video.
class PicturesConnection final : public Connection
{
public:
    static constexpr qint64 Interval = 500; // ms
    using Listing = std::function<Result<QStringList>()>;

    PicturesConnection(Listing listing, Playback playback, const MailboxPort& port);

private:
    void play(const std::stop_token& stopped) const;

    const Listing m_listing;
    const Playback m_playback;
    const MailboxPort m_port;
    std::jthread m_thread; // last: it uses the others
};

} // namespace gatehouse::video
