"use strict";(()=>{function C(t){let e=new CSSStyleSheet;e.replaceSync(t),document.adoptedStyleSheets=[...document.adoptedStyleSheets,e]}var T=`/* Where the view lies. */
.locator {
  position: absolute;
  z-index: 800;
  top: 10px;
  right: 10px;
  width: 132px;
  height: 104px;
  border: 1px solid var(--edge);
  border-radius: 4px;
  box-shadow: var(--shade);
  pointer-events: none;
}

.locator.low {
  top: auto;
  bottom: 34px;
}

.locator[hidden] {
  display: none;
}
`;var v="covers";var W=.03333333333333333,N=9,z=16/360,H=70/360;function E(t,e){if(t.width>W)return;let r=Math.min(Math.max(t.width*N,z),H),a=Math.min(r/e,1),o=Math.min(Math.max(t.top+t.height/2-a/2,0),1-a);return{left:t.left+t.width/2-r/2,top:o,width:r,height:a}}function O({left:t,top:e,width:r,height:a},o){let l=2**o,c=[];for(let i=Math.floor(e*l);i<Math.min((e+a)*l,l);i++)for(let n=Math.floor(t*l);n<(t+r)*l;n++)c.push({x:(n%l+l)%l,y:i,column:n});return c}var h={width:132,height:104},P=10,Z=34,R=7,k={x:0,y:0,side:1},D=5;function X(t){let e=256*2**t.getZoom(),{min:r,max:a}=t.getPixelBounds();return{left:r.x/e,top:r.y/e,width:(a.x-r.x)/e,height:(a.y-r.y)/e}}var A=async t=>{let{map:e,source:r}=t,a=e.getContainer(),o=document.createElement("canvas");o.className="locator leaflet-control",o.setAttribute("aria-hidden","true"),o.hidden=!0,a.append(o);let l=0,c=async()=>{let i=++l,n=X(e),s=E(n,h.width/h.height),d=o.className+o.hidden;if(o.hidden=!s||!_(o,a),o.className+o.hidden!==d&&e.fire(v),!s||o.hidden)return;let p=h.width/s.width,f=Math.min(Math.max(Math.round(Math.log2(p/256)),0),t.lastZoom??D),x=O(s,f),M=await Promise.all(x.map(({x:w,y:b})=>r.borrow({z:f,x:w,y:b}).tile.catch(()=>{})));if(i!==l)return;let u=Math.min(devicePixelRatio,2);o.width=h.width*u,o.height=h.height*u;let m=o.getContext("2d");if(!m)return;let g=p/2**f,y=t.palette();x.forEach(({column:w,y:b},B)=>{m.setTransform(u,0,0,u,(w*g-s.left*p)*u,(b*g-s.top*p)*u),m.save(),m.beginPath(),m.rect(0,0,g+1,g+1),m.clip(),t.paint(m,M[B],g,k,y,f+1),m.restore()}),m.setTransform(u,0,0,u,0,0),I(m,s,p,G(x,M,f),y,t.font);let S=Math.max(n.width*p,R),L=Math.max(n.height*p,R);m.setLineDash([]),m.lineWidth=2,m.strokeStyle=y.grave,m.strokeRect((n.left+n.width/2-s.left)*p-S/2,(n.top+n.height/2-s.top)*p-L/2,S,L)};e.on("moveend",()=>window.setTimeout(()=>{c()})),await c()};function _(t,e){let{left:r,top:a,width:o,height:l}=e.getBoundingClientRect(),c=[...e.querySelectorAll(".mark.leaflet-marker-icon, .bubble")].map(n=>n.getBoundingClientRect()),i=r+o-h.width-P;for(let n of[!1,!0]){let s=n?a+l-h.height-Z:a+P;if(!c.some(d=>d.right>i&&d.left<i+h.width&&d.bottom>s&&d.top<s+h.height))return t.classList.toggle("low",n),!0}return!1}function G(t,e,r){let a=2**r;return t.flatMap(({column:o,y:l},c)=>(e[c]?.places??[]).filter(i=>i.class==="country").map(i=>({name:i.name,x:(o+i.x)/a,y:(l+i.y)/a})))}function I(t,e,r,a,o,l){let c=({x:i,y:n})=>Math.hypot(i-e.left-e.width/2,n-e.top-e.height/2);t.font=`600 10px ${l}`,t.textAlign="center",t.textBaseline="middle";for(let i of[...a].sort((n,s)=>c(n)-c(s))){let n=t.measureText(i.name).width/2+3,[s,d]=[(i.x-e.left)*r,(i.y-e.top)*r];if(!(s<n||s>h.width-n||d<8||d>h.height-8)){t.lineWidth=3,t.strokeStyle=o.halo,t.fillStyle=o.textQuiet,t.strokeText(i.name,s,d),t.fillText(i.name,s,d);return}}}C(T);globalThis.incidentmapLocate=A;})();
