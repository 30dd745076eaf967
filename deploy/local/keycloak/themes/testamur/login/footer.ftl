<#macro content>
<p class="testamur-foot"><a href="/verify/accessibility<#if locale??>?lang=${locale.currentLanguageTag}</#if>">${msg("accessibility")}</a></p>
</#macro>
