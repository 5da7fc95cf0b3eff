#pragma once

#include "core/base/Error.h"
#include "core/base/Result.h"
#include "core/video/Frame.h"

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace gatehouse::video {

// A decoded picture on its way from a connection to its source, which numbers and times it.
struct Picture
{
    PixelFormat format = PixelFormat::I420;
    QSize size;
    std::array<Frame::Plane, 3> planes {};
    std::shared_ptr<const void> owner;
    std::optional<qint64> mediaTime; // ms since the first beginning of recorded media, growing through every repeat
};

// Nothing comes any more.
struct Loss
{
    ErrorCode reason = ErrorCode::CameraUnreachable;
};

// Recorded media came to its end.
struct MediaEnd
{
};

using ConnectionEvent = std::variant<Picture, Loss, MediaEnd>;

class Mailbox;

// Where one connection of a source posts what happens. It goes on existing when the source has given the connection up:
// what comes late is refused. Copyable; any thread.
class MailboxPort
{
public:
    MailboxPort(std::shared_ptr<Mailbox> mailbox, quint64 generation);

    // False when the source no longer listens to this connection: it has nothing left to do.
    bool post(ConnectionEvent event) const;

private:
    std::shared_ptr<Mailbox> m_mailbox;
    quint64 m_generation = 0;
};

// One attempt at a camera: made, it works by itself, on threads of its own, and posts to its port until it is
// destroyed. The destructor ends these threads and may take its time.
class Connection
{
public:
    virtual ~Connection() = default;

    // Recorded media that has ended plays again from its beginning; false when it cannot and must be opened anew.
    virtual bool rewind() { return false; }
};

// Makes a connection; called on the source's thread, where errors are a failed attempt.
using ConnectionFactory = std::function<Result<std::unique_ptr<Connection>>(const MailboxPort&)>;

} // namespace gatehouse::video
