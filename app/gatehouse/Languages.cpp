#include "app/gatehouse/Languages.h"

#include "core/base/Resources.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace gatehouse {

Languages::~Languages()
{
    remove();
}

void Languages::use(const QString& code)
{
    remove();
    const QLocale wanted = code.isEmpty() ? QLocale::system() : QLocale(code);
    m_current = QStringLiteral("en");
    if (wanted.language() != QLocale::English) {
        const QString ownFolder = resourcePath(u"translations");
        const QString qtFolder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
        auto own = std::make_unique<QTranslator>();
        if (own->load(wanted, QStringLiteral("gatehouse"), QStringLiteral("_"), ownFolder)) {
            m_current =
                wanted.language() == QLocale::Chinese ? QStringLiteral("zh_CN") : wanted.name().section(u'_', 0, 0);
            auto qt = std::make_unique<QTranslator>();
            if (qt->load(wanted, QStringLiteral("qtbase"), QStringLiteral("_"), qtFolder)) {
                QCoreApplication::installTranslator(qt.get());
                m_translators.push_back(std::move(qt));
            }
            QCoreApplication::installTranslator(own.get());
            m_translators.push_back(std::move(own));
        }
    }
    // Numbers and dates go with the words.
    QLocale::setDefault(m_current == QStringLiteral("en") && wanted.language() != QLocale::English
            ? QLocale(QLocale::English)
            : wanted);
}

void Languages::remove()
{
    for (const auto& translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
    m_translators.clear();
}

} // namespace gatehouse
