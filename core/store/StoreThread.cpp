#include "core/store/StoreThread.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace gatehouse::store {

namespace {

constexpr std::chrono::seconds IdlePeriod(30);

} // namespace

struct StoreThread::Private
{
    Private(std::unique_ptr<Database> opened, Work behindEach)
        : database(std::move(opened))
        , afterEach(std::move(behindEach))
        , thread([this] { work(); })
    {
    }

    void work()
    {
        for (;;) {
            Work next;
            {
                std::unique_lock lock(mutex);
                const bool isWoken = wake.wait_for(lock, IdlePeriod, [this] { return stopping || !waiting.empty(); });
                if (isWoken && waiting.empty())
                    return;
                if (isWoken) {
                    next = std::move(waiting.front());
                    waiting.pop_front();
                }
            }
            if (next)
                next(*database);
            if (afterEach)
                afterEach(*database);
        }
    }

    std::unique_ptr<Database> database;
    const Work afterEach;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Work> waiting;
    bool stopping = false;
    std::thread thread; // last: it uses everything above
};

StoreThread::StoreThread(std::unique_ptr<Database> database, Work afterEach)
    : d(std::make_unique<Private>(std::move(database), std::move(afterEach)))
{
}

StoreThread::~StoreThread()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->wake.notify_one();
    d->thread.join();
}

void StoreThread::post(Work work)
{
    {
        const std::lock_guard lock(d->mutex);
        d->waiting.push_back(std::move(work));
    }
    d->wake.notify_one();
}

bool StoreThread::isCurrent() const
{
    return std::this_thread::get_id() == d->thread.get_id();
}

Delivery::Delivery(QObject* receiver)
    : m_receiver(receiver)
{
}

std::shared_ptr<Delivery> Delivery::to(QObject* receiver)
{
    std::shared_ptr<Delivery> delivery(new Delivery(receiver));
    delivery->m_connection = QObject::connect(
        receiver, &QObject::destroyed, receiver,
        [delivery] {
            const std::lock_guard lock(delivery->m_mutex);
            delivery->m_receiver = nullptr;
        },
        Qt::DirectConnection);
    return delivery;
}

void Delivery::hand(std::function<void()> done)
{
    const std::lock_guard lock(m_mutex);
    if (!m_receiver)
        return;
    QMetaObject::invokeMethod(
        m_receiver,
        [connection = m_connection, done = std::move(done)] {
            QObject::disconnect(connection);
            done();
        },
        Qt::QueuedConnection);
}

} // namespace gatehouse::store
